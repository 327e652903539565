#!/usr/bin/env python3
"""Reads the Dockerfile: its stages as lists of instructions, continued lines joined. Standard library only.

  dockerfile.py FILE packages STAGE     the packages that a stage installs, one a line
  dockerfile.py FILE image              the last stage as JSON: from, user, workdir, entrypoint, cmd, healthcheck
  dockerfile.py FILE root ROOT CONTEXT PROGRAMS
                                        carries out the last stage in ROOT, a Debian that is there already: RUN by
                                        chroot, COPY from CONTEXT, COPY --from from PROGRAMS (the built programs)

example: deploy/dockerfile.py Dockerfile packages runtime
"""

import json
import os
import re
import shutil
import subprocess
import sys


class Wrong(Exception):
    pass


class Stage:
    def __init__(self, base: str, name: str):
        self.base, self.name = base, name
        self.instructions: list[tuple[str, str]] = []

    def last(self, word: str) -> str | None:
        return next((text for known, text in reversed(self.instructions) if known == word), None)

    def packages(self) -> list[str]:
        found: list[str] = []
        for word, text in self.instructions:
            for command in re.split(r"&&|;|\|\|", text if word == "RUN" else ""):
                words = command.split()
                if "apt-get" in words and "install" in words:
                    found += [w for w in words[words.index("install") + 1 :] if not w.startswith("-")]
        return found

    def image(self) -> dict:
        def listed(text: str | None) -> list[str]:
            if text is None:
                return []
            return json.loads(text) if text.startswith("[") else ["/bin/sh", "-c", text]

        check = self.last("HEALTHCHECK")
        return {
            "from": self.base, "user": self.last("USER") or "0:0", "workdir": self.last("WORKDIR") or "/",
            "entrypoint": listed(self.last("ENTRYPOINT")), "cmd": listed(self.last("CMD")),
            "healthcheck": listed(check[check.index("CMD") + 4 :] if check else None),
            "volume": self.last("VOLUME"), "stopsignal": self.last("STOPSIGNAL") or "SIGTERM",
        }


def stages(path: str) -> list[Stage]:
    found: list[Stage] = []
    joined = ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.lstrip().startswith("#") or not (joined or line.strip()):
                continue
            joined += line.rstrip("\n")
            if joined.endswith("\\"):
                joined = joined[:-1] + " "
                continue
            word, _, text = joined.strip().partition(" ")
            word, text, joined = word.upper(), re.sub(r"\s+", " ", text.strip()), ""
            if word == "FROM":
                base, _, name = text.partition(" AS ")
                found.append(Stage(base, name))
            elif not found:
                raise Wrong(f"{path}: {word} before the first FROM")
            else:
                found[-1].instructions.append((word, text))
    if not found:
        raise Wrong(f"{path}: no stage")
    return found


def carry_out(stage: Stage, root: str, context: str, programs: str) -> None:
    for word, text in stage.instructions:
        if word == "RUN":
            print(f"RUN {text[:100]}…", flush=True)
            environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}
            subprocess.run(["chroot", root, "/bin/sh", "-c", text], check=True, env=environment)
        elif word == "COPY":
            words = text.split()
            is_built = words[0].startswith("--from=")
            *sources, target = words[1:] if is_built else words
            for source in sources:
                print(f"COPY {source} {target}", flush=True)
                place = os.path.join(programs, os.path.basename(source)) if is_built else os.path.join(context, source)
                into = root + target
                os.makedirs(os.path.dirname(into), exist_ok=True)
                if os.path.isdir(place):
                    shutil.copytree(place, into, dirs_exist_ok=True)
                else:
                    shutil.copy(place, into)
        elif word == "WORKDIR":
            os.makedirs(root + text, exist_ok=True)


def main(arguments: list[str]) -> None:
    if not arguments or arguments[0] in ("--help", "-h"):
        print(__doc__)
        return
    path, *order = arguments
    found = stages(path)
    match order:
        case ["packages", name]:
            stage = next((stage for stage in found if stage.name == name), None)
            if stage is None:
                raise Wrong(f"{path}: no stage {name}; there are {', '.join(s.name for s in found)}")
            print("\n".join(stage.packages()))
        case ["image"]:
            print(json.dumps(found[-1].image()))
        case ["root", root, context, programs]:
            carry_out(found[-1], root.rstrip("/"), context, programs)
        case _:
            raise Wrong("wrong usage; see --help")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Wrong, OSError, ValueError) as error:
        print(f"dockerfile.py: {error}", file=sys.stderr)
        sys.exit(64)
    except subprocess.CalledProcessError as error:
        print(f"dockerfile.py: RUN ended with {error.returncode}", file=sys.stderr)
        sys.exit(1)
