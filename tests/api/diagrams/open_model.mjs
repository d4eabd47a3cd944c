// Opens BPMN files with the library of the modelling programs and tells what it saw, one line of JSON for each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packages, ...files] = process.argv.slice(2);
const { BpmnModdle } = await import(pathToFileURL(createRequire(packages).resolve('bpmn-moddle')));
for (const file of files) {
  const { rootElement, warnings, references } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
  const found = [];
  const walk = (holder) => (holder.flowElements || []).forEach((one) => {
    found.push({ type: one.$type, id: one.id, name: one.name || '', text: (one.documentation || []).map((said) => said.text).join() });
    walk(one);
  });
  rootElement.rootElements.forEach(walk);
  const drawn = rootElement.diagrams.flatMap((one) => one.plane.planeElement.map((shape) => shape.bpmnElement && shape.bpmnElement.id));
  console.log(JSON.stringify({ warnings: warnings.map((one) => one.message), found, drawn, references: references.length }));
}
