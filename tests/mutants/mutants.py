#!/usr/bin/env python3
"""Flips one operator or constant of a header at a time; the header's own test must notice.

A mutant that compiles and whose test passes lives. Living mutants that change nothing stand in equivalent.txt
with the reason. Fails where fewer than 95 % of the others are caught.

    mutants.py --sample 60 --seed 1      60 mutants drawn from all headers
    mutants.py                           all of them
    mutants.py --header core/loss        those of one header
    mutants.py --list --header core/loss what they are
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "include" / "strata"
SECONDS = 120  # A test that a mutant sends into an endless loop has noticed it.
SHARE = 0.95

# Headers that are tested through what is built on them.
TESTS = {
    "core/context": "layers/chain",
    "core/error": "core/setting",
    "core/initializer": "initializers/automatic",
    "core/parallel": "core/threads",
    "core/text_stream": "core/text",
    "initializers/fill": "initializers/glorot",
    "network/contract": "network/sequential",
    "optimizers/moments": "optimizers/nadam",
    "training/any_metric": "training/fit",
    "training/archive": "training/snapshot_archive",
    "training/checkpoint_keeper": "training/trainer",
    "training/checkpoint_store": "training/snapshot_archive",
    "training/fit_options": "training/fit",
    "training/training_state": "training/trainer",
    "io/layer_source": "io/header",
}

# Compiled with STRATA_USE_BLAS alone, which no test here has.
LEFT_OUT = {"core/blas"}

# What stands in the code, as a pattern, and what it becomes.
FLIPS = [
    (r"(?<=[\w)\]]) < (?=\S)", [" <= ", " > "]),
    (r"(?<=[\w)\]]) > (?=\S)", [" >= ", " < "]),
    (r" <= ", [" < "]),
    (r" >= ", [" > "]),
    (r" == ", [" != "]),
    (r" != ", [" == "]),
    (r" \+ ", [" - "]),
    (r" - ", [" + "]),
    (r" \* ", [" / "]),
    (r" / ", [" * "]),
    (r" % ", [" * "]),
    (r" && ", [" || "]),
    (r" \|\| ", [" && "]),
    (r" \+= ", [" -= "]),
    (r" -= ", [" += "]),
    (r" \*= ", [" /= "]),
    (r" /= ", [" *= "]),
    (r"\+\+(?=\w)", ["--"]),
    (r"(?<=[(, ])!(?=[\w(])", [""]),
    (r"\btrue\b", ["false"]),
    (r"\bfalse\b", ["true"]),
    (r"\bstd::max\b", ["std::min"]),
    (r"\bstd::min\b", ["std::max"]),
    (r"(?<![\w.'\"])(\d+)(?![\w.'\"])", ["+1"]),  # whole numbers
    (r"(?<![\w.])(\d+\.\d+(?:e-?\d+)?|\d+e-?\d+)f?(?![\w.])", ["*2"]),  # others
]


@dataclasses.dataclass(frozen=True)
class Mutant:
    header: str
    line: int
    begin: int
    end: int
    old: str
    new: str
    text: str

    def key(self):
        """Names a mutant in equivalent.txt, whatever the number of its line."""
        flip = f"[{self.old.strip()} -> {self.new.strip()}]"
        return f"{self.header} | {self.text[:self.begin].strip()}{flip}{self.text[self.end:].strip()}"

    def __str__(self):
        return f"{self.header}.hpp:{self.line}: {self.key().split(' | ', 1)[1]}"


def code_of(text):
    """The text with comments, strings, directives and static assertions blanked out, of the same length."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r'R"\(.*?\)"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|^[ \t]*#[^\n]*', blank, text,
                  flags=re.S | re.M)
    text = re.sub(r"\b(STRATA_STATIC_ASSERT|static_assert|eigen_assert)\s*\(.*?\);", blank, text, flags=re.S)
    return re.sub(r"\btemplate <[^\n]*|\brequires\b[^\n]*|operator[^\w\s]+", blank, text)


def flipped(match, new):
    old = match.group()
    if new == "+1":
        return str(int(old) + 1)
    if new == "*2":
        number = old.rstrip("f")
        return repr(2 * float(number)) + old[len(number):]
    return new


def mutants_of(header):
    text = (HEADERS / f"{header}.hpp").read_text()
    lines = text.split("\n")
    for number, code in enumerate(code_of(text).split("\n")):
        for pattern, news in FLIPS:
            for match in re.finditer(pattern, code):
                if match.group() == " + " and re.search(r'"|to_string|text', lines[number]):
                    continue  # joins texts, which have no difference
                for new in news:
                    yield Mutant(header, number + 1, match.start(), match.end(), match.group(), flipped(match, new),
                                 lines[number])


def test_of(header):
    own = ROOT / "tests" / f"{header}.cpp"
    return own if own.exists() else ROOT / "tests" / f"{TESTS[header]}.cpp"


class Workshop:
    """Compiles and runs tests against a header that hides the real one."""

    def __init__(self, arguments, folder):
        self.folder = folder
        self.compile = [arguments.compiler, "-std=c++20", "-O0", "-w"]
        self.includes = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'tests'}", f"-isystem{arguments.eigen}"]
        self.defines = [f"-DSTRATA_TESTS_COMPILE=\"'{arguments.compiler}' -std=c++20 -I '{ROOT}/include' "
                        f"-I '{ROOT}/tests' -isystem '{arguments.eigen}'\""]
        self.link = arguments.link
        self.prepare()

    def prepare(self):
        """What all tests begin with, compiled once; Catch2 2.x has its main function in a source of ours."""
        common = self.folder / "common.hpp"
        headers = ["<Eigen/Core>", "<fstream>", "<functional>", "<map>", "<sstream>", "<variant>", "<vector>",
                   f'"{ROOT}/tests/support/catch2.hpp"']
        common.write_text("".join(f"#include {header}\n" for header in headers))
        subprocess.run([*self.compile, *self.includes, "-x", "c++-header", common, "-o", f"{common}.gch"], check=True)
        self.main = self.folder / "main.o"
        subprocess.run([*self.compile, *self.includes, "-c", ROOT / "tests/support/main_catch2_v2.cpp", "-o", self.main],
                       check=True)

    def survives(self, mutant):
        """True where the test passes, None where the mutant does not compile."""
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            place = pathlib.Path(place)
            hiding = place / "strata" / f"{mutant.header}.hpp"
            hiding.parent.mkdir(parents=True)
            lines = (HEADERS / f"{mutant.header}.hpp").read_text().split("\n")
            lines[mutant.line - 1] = mutant.text[:mutant.begin] + mutant.new + mutant.text[mutant.end:]
            hiding.write_text("\n".join(lines))
            return self.passes(mutant.header, place)

    def passes(self, header, place):
        program = place / "test"
        compiled = subprocess.run(
            [*self.compile, f"-I{place}", *self.includes, *self.defines, "-include", self.folder / "common.hpp",
             test_of(header), self.main, "-o", program, *self.link], capture_output=True)
        if compiled.returncode != 0:
            return None
        limits = f"ulimit -v 8000000 -f 2000000; exec '{program}' --abort"
        process = subprocess.Popen(["sh", "-c", limits], cwd=place, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return process.wait(SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:
                os.killpg(process.pid, 9)
            except ProcessLookupError:
                pass
            process.wait()


def headers(wanted):
    names = sorted(str(path.relative_to(HEADERS))[:-4] for path in HEADERS.rglob("*.hpp"))
    found = [name for name in names if not wanted or any(name.startswith(part) for part in wanted)]
    return [name for name in found
            if name not in LEFT_OUT and ((ROOT / "tests" / f"{name}.cpp").exists() or name in TESTS)]


def equivalents():
    """The keys of mutants that change nothing; behind each of them stands the reason."""
    lines = (pathlib.Path(__file__).parent / "equivalent.txt").read_text().splitlines()
    return {line.rsplit(" : ", 1)[0] for line in lines if line and not line.startswith("#")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="how many to draw; all by default, and for 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--header", action="append", default=[], help="core/loss, or a folder; all by default")
    parser.add_argument("--list", action="store_true", help="print them and do nothing")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--eigen", default="/usr/include/eigen3")
    parser.add_argument("--link", nargs=argparse.REMAINDER, default=["-lz", "-ldl", "-lpthread"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()

    mutants = [mutant for header in headers(arguments.header) for mutant in mutants_of(header)]
    if arguments.sample and arguments.sample < len(mutants):
        mutants = random.Random(arguments.seed).sample(mutants, arguments.sample)
    if arguments.list:
        print(*mutants, sep="\n")
        return 0
    known = equivalents()
    compiled = alive = unexplained = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        workshop = Workshop(arguments, pathlib.Path(folder))
        for mutant, lives in zip(mutants, pool.map(workshop.survives, mutants)):
            compiled += lives is not None
            alive += lives is True
            if lives and mutant.key() not in known:
                unexplained += 1
                print("alive:", mutant, flush=True)
    print(f"{len(mutants)} mutants, {compiled} compile, {compiled - alive} are caught, "
          f"{alive - unexplained} change nothing, {unexplained} live")
    return 0 if compiled and compiled - unexplained >= SHARE * compiled else 1


if __name__ == "__main__":
    sys.exit(main())
