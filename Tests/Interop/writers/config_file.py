"""The few keys of the deployed bot's configuration that it reads: `key = value` under `[section]`s."""

import re

LINE = re.compile(r'^\s*([A-Za-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^#\s]+))')


def read(path: str) -> dict[str, str]:
    """`section.key` to its text; keys before the first section stand under their own name."""
    found, section = {}, ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.lstrip().startswith("["):
                section = line.strip().strip("[]") + "."
            elif match := LINE.match(line):
                text = match.group(2)
                text = match.group(3) if text is None else re.sub(r"\\(.)", r"\1", text)
                found[section + match.group(1)] = text
    return found
