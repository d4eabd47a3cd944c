"""What a reader of a sealed package finds in plain Chinese: the table of contents, and how to check it oneself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SCRIPT = '''import hashlib, json
def sha(text): return hashlib.sha256(text.encode("utf-8")).hexdigest()
def lines(name): return [json.loads(line) for line in open("data/" + name, encoding="utf-8")]
def whole(name): return json.load(open("data/" + name, encoding="utf-8"))
previous, last, promised, heard = "0" * 64, 0, {}, []
for one in lines("events.jsonl"):
    assert one["seq"] == last + 1 and one["previous"] == previous, ("event", one["seq"])
    assert sha(previous + "\\n" + one["body"]) == one["hash"], ("event", one["seq"])
    previous, last, body = one["hash"], one["seq"], json.loads(one["body"])
    promised.update((entry["id"], entry["digest"]) for entry in body["entries"])
    if body["kind"] == "opinion": heard.append(body["note"]["text_digest"])
head = whole("dossier.json")
assert (head["events"], head["head_hash"]) == (last, previous), "head"
for entry in whole("entries.json"):
    said = {name: entry[name] for name in ("id", "kind", "fields", "on", "supersedes")}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha(text) == promised.pop(entry["id"], ""), ("entry", entry["id"])
assert not promised, ("missing", list(promised))
assert sorted(sha(one["text"]) for one in lines("opinions.jsonl")) == sorted(heard), "opinions"
print("OK", last, previous)'''


@dataclass(frozen=True, slots=True)
class TableLine:
    """One act: its number in the chain, its legal day, what, by whom, under which articles."""

    seq: int
    on: str
    label: str
    who: str
    articles: tuple[str, ...]


def table_of_contents(
    title: str, events: int, lines: Iterable[TableLine], materials: Iterable[tuple[str, str, str, int, str]]
) -> str:
    """目录.txt: columns split by tabs, so that any editor or spreadsheet shows them."""
    acts = [
        f"{line.seq}\t{line.on}\t{line.label}\t{line.who}\t{';'.join(line.articles) or '—'}" for line in lines
    ]
    papers = [
        f"{number}\t{name}\t{size}字节\t{added[:10]}\t{digest}"
        for number, (digest, name, _, size, added) in enumerate(materials, 1)
    ]
    return "\n".join([
        f"案卷目录：{title}",
        f"本卷含第1号至第{events}号事件。公众意见逐条载于opinions.jsonl，被拒绝的办理逐次载于events.jsonl，不在本目录逐一列出。",
        "", "一、办理经过", "事件号\t日期\t办理事项\t办理人\t依据", *acts,
        "", "二、材料", "序号\t名称\t大小\t收件日期（UTC）\t摘要", *papers, "",
    ])  # fmt: skip


def verification_note(number: str) -> str:
    """核验说明.txt: everything one needs is a program for SHA-256; the script uses nothing but Python itself."""
    script = "\n".join(f"    {line}" for line in SCRIPT.splitlines())
    return f"""核验说明（{number}）

不依赖本系统的任何程序，也可以核对本案卷自生成后是否被改动。以下命令均在解开后的案卷文件夹内执行。

一、核对文件：执行 sha256sum -c manifest-sha256.txt ，再执行 sha256sum -c tagmanifest-sha256.txt ,
    每一行都应当显示 OK（成功）。materials文件夹内的文件名以该文件的SHA-256摘要开头。

二、核对事件：data/events.jsonl 每行是一个事件，previous 是前一事件的摘要（第1号为64个0），body 是事件正文，
    hash 是该事件的摘要。hash 等于对「previous、一个换行符、body」三者依次相连的UTF-8文字计算的SHA-256。
    任何一个事件被改动、抽去或者调换，其后各事件的摘要都会不符。

三、核对登记和意见：data/entries.json 每项登记的 id、kind、fields、on、supersedes 五项，按名称排序写成不含空格的
    JSON文字，其SHA-256应当与事件正文中同一 id 所记的 digest 一致；data/opinions.jsonl 每条意见 text 的SHA-256,
    应当与收到该意见的事件所记的 text_digest 一致。

    第二、三项可以用以下Python程序一次核对（不需安装任何其他软件），显示OK即为相符：

{script}

四、核对整包：本案卷压缩包自身的SHA-256摘要，记在封存之后的「封存案卷」事件中，由后续案卷和系统保存；
    对象存储中的封存件在保管期限内不能删除或者覆盖。

文件清单：dossier.json 事项概况；entries.json 登记内容；events.jsonl 事件；law.json 办理所依据的法律条文和期限；
opinions.jsonl 公众意见及其处理；materials 材料原件；目录.txt 办理经过和材料目录。
"""
