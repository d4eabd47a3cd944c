# Yifa (依法). `make run` starts everything on this machine; `make test` is what CI runs.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
VENV := .venv/bin

# An environment that forbids byte code makes each start of a process five seconds longer.
export PYTHONDONTWRITEBYTECODE=
export PYTHONPATH=

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run check test bench chaos lock clean

help:
	@echo "make run    安装并启动（首次约一分钟），打印网址与演示账号"
	@echo "make test   安装测试所需并运行全部检查与测试"
	@echo "make setup  只安装运行所需"
	@echo "make check  只做静态检查：ruff、mypy、层次、篇幅"
	@echo "make bench  测量；make chaos  故障演练；make lock  重新锁定依赖；make clean  删除可再生成的内容"

setup:
	@$(PYTHON) infra/setup/environment.py runtime
	@$(VENV)/python infra/setup/assets.py

setup-test:
	@$(PYTHON) infra/setup/environment.py test
	@$(VENV)/python infra/setup/assets.py

run: setup
	@exec $(VENV)/python -m infra run

check: setup-test
	@failed=; \
	$(VENV)/ruff check . || failed="$$failed ruff"; \
	$(VENV)/mypy || failed="$$failed mypy"; \
	$(VENV)/lint-imports || failed="$$failed lint-imports"; \
	$(VENV)/python infra/setup/budgets.py || failed="$$failed budgets"; \
	test -z "$$failed" || { echo "检查未通过：$$failed"; exit 1; }

test: check
	@$(VENV)/python infra/setup/machine.py
	@$(VENV)/python -m pytest -n 2 --dist loadgroup

bench: setup
	@$(VENV)/python -m infra bench

chaos: setup-test
	@$(VENV)/python infra/setup/machine.py
	@$(VENV)/python -m pytest tests/chaos tests/browser -m chaos -s

lock: setup-test
	@$(VENV)/python infra/setup/relock.py

clean:
	rm -rf .venv .build infra/npm/node_modules api/static/vendor .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
