#!/usr/bin/env python3
"""Flips one operator or constant of a header at a time; the header's own test must notice.

A mutant that compiles and whose test passes lives. One compilation of a test holds all mutants of its header behind
switches (switches.hpp); those that cannot be switched, or live there, are compiled alone. Living mutants that change nothing stand in equivalent.txt
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
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "include" / "strata"
SECONDS = 120  # A test that a mutant sends into an endless loop has noticed it.
TRIES = 8  # of compiling a header with switches, each with those left out that the compiler refused
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
    "training/checkpoint_store": "training/snapshot_archive",
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


# The names of operators in switches.hpp.
OPERATORS = {"<": "Less", ">": "Greater", "<=": "LessEqual", ">=": "GreaterEqual", "==": "Equal", "!=": "NotEqual",
             "+": "Plus", "-": "Minus", "*": "Times", "/": "Over", "%": "Modulo",
             "+=": "Add", "-=": "Subtract", "*=": "Multiply", "/=": "Divide",
             "++": "Increment", "--": "Decrement", "!": "Not", "": "Same", "&&": "And", "||": "Or"}


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
    """The text with comments, strings, directives, static assertions and what only Windows compiles blanked out, of the
    same length."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r"^#(ifdef _WIN32|elif defined\(_WIN32\))\n.*?(?=^#e)", blank, text, flags=re.S | re.M)
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


def switch(flips):
    """What stands for an operator or constant, switched to each of its (number, mutant)."""
    number, mutant = flips[0]
    old = mutant.old.strip()
    if old in ("std::min", "std::max"):
        return f"switches::Extremum<{number}, {str(old == 'std::max').lower()}>::of"
    if old[0].isalnum():
        return f"switches::constant<{number}>({old}, {mutant.new})"
    others = ", ".join(f"{number}, switches::{OPERATORS[mutant.new.strip()]}" for number, mutant in flips)
    value = f"switches::Switch<switches::{OPERATORS[old]}, {others}>{{}}"
    return f"{value} ->* " if old in ("++", "!") else f" {old} {value} {old} "


def with_switches(text, flips):
    """The text of a header with these (number, mutant) behind switches."""
    places = {}
    for number, mutant in flips:
        places.setdefault((mutant.line, mutant.begin), []).append((number, mutant))
    lines = text.split("\n")
    for (line, begin), there in sorted(places.items(), reverse=True):
        old = lines[line - 1]
        lines[line - 1] = old[:begin] + switch(there) + old[there[0][1].end:]
    return "\n".join(lines)


class Workshop:
    """Compiles and runs tests against a header that hides the real one."""

    def __init__(self, arguments, folder):
        self.folder = folder
        self.compiler = [arguments.compiler, "-std=c++20", "-O0", "-w"]
        self.includes = [f"-I{ROOT / 'include'}", f"-I{ROOT / 'tests'}", f"-isystem{arguments.eigen}"]
        self.defines = [f"-DSTRATA_TESTS_COMPILE=\"'{arguments.compiler}' -std=c++20 -I '{ROOT}/include' "
                        f"-I '{ROOT}/tests' -isystem '{arguments.eigen}'\""]
        self.link = arguments.link
        self.prepare()

    def prepare(self):
        """What all tests begin with, compiled once; Catch2 2.x has its main function in a source of ours."""
        common = self.folder / "common.hpp"
        headers = ["<Eigen/Core>", "<fstream>", "<functional>", "<map>", "<sstream>", "<variant>", "<vector>",
                   f'"{ROOT}/tests/support/catch2.hpp"', f'"{ROOT}/tests/mutants/switches.hpp"']
        common.write_text("".join(f"#include {header}\n" for header in headers))
        subprocess.run([*self.compiler, *self.includes, "-x", "c++-header", common, "-o", f"{common}.gch"], check=True)
        self.main = self.folder / "main.o"
        subprocess.run([*self.compiler, *self.includes, "-c", ROOT / "tests/support/main_catch2_v2.cpp", "-o",
                        self.main], check=True)

    def survivors(self, header, mutants):
        """Each mutant with True where the test passes and None where it does not compile."""
        caught = self.caught_by_switches(header, mutants)
        return [(mutant, False if mutant in caught else self.survives(mutant)) for mutant in mutants]

    def caught_by_switches(self, header, mutants):
        """Those that the test notices where all are in one program, which must pass as long as none is on."""
        flips = list(enumerate(mutants, 1))
        # Logical operators compute both operands behind a switch, which not every program survives.
        for flips in (flips, [flip for flip in flips if flip[1].old.strip() not in ("&&", "||")]):
            with tempfile.TemporaryDirectory(dir=self.folder) as place:
                place = pathlib.Path(place)
                flips = self.compile_with_switches(header, flips, place)
                begin = time.monotonic()
                if flips and self.passes(place, 0, SECONDS):
                    seconds = min(SECONDS, 10 + 10 * (time.monotonic() - begin))
                    return {mutant for number, mutant in flips if not self.passes(place, number, seconds)}
        return set()

    def compile_with_switches(self, header, flips, place):
        """Those among the (number, mutant) that the compiler takes together."""
        text = (HEADERS / f"{header}.hpp").read_text()
        for _ in range(TRIES):
            refused = self.compile(header, with_switches(text, flips), place)
            if refused is None:
                return flips
            flips = [flip for flip in flips if refused and flip[1].line not in refused]
        return []

    def survives(self, mutant):
        """True where the test passes, None where the mutant does not compile."""
        lines = (HEADERS / f"{mutant.header}.hpp").read_text().split("\n")
        lines[mutant.line - 1] = mutant.text[:mutant.begin] + mutant.new + mutant.text[mutant.end:]
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            place = pathlib.Path(place)
            return self.passes(place, 0, SECONDS) if self.compile(mutant.header, "\n".join(lines), place) is None else None

    def compile(self, header, text, place):
        """Compiles the header's test with this text for the header: None, or the lines that the compiler refused."""
        hiding = place / "strata" / f"{header}.hpp"
        hiding.parent.mkdir(parents=True, exist_ok=True)
        hiding.write_text(text)
        compiled = subprocess.run(
            [*self.compiler, f"-I{place}", *self.includes, *self.defines, "-include", self.folder / "common.hpp",
             test_of(header), self.main, "-o", place / "test", *self.link], capture_output=True, text=True)
        if compiled.returncode == 0:
            return None
        lines = [re.findall(rf"{re.escape(str(hiding))}:(\d+):{kind}", compiled.stderr) for kind in (r"\d+: error", "")]
        return {int(line) for line in lines[0] or lines[1]}

    def passes(self, place, number, seconds):
        limits = f"ulimit -v 8000000 -f 2000000; exec '{place / 'test'}' --abort"
        process = subprocess.Popen(["sh", "-c", limits], cwd=place, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True,
                                   env={**os.environ, "STRATA_MUTANT": str(number)})
        try:
            return process.wait(seconds) == 0
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
    stale = known - {mutant.key() for header in headers([]) for mutant in mutants_of(header)}
    for key in sorted(stale):
        print("in equivalent.txt, but no mutant:", key)
    compiled = alive = unexplained = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        workshop = Workshop(arguments, pathlib.Path(folder))
        by_header = {}
        for mutant in mutants:
            by_header.setdefault(mutant.header, []).append(mutant)
        for survivors in pool.map(lambda pair: workshop.survivors(*pair), by_header.items()):
            for mutant, lives in survivors:
                compiled += lives is not None
                alive += lives is True
                if lives and mutant.key() not in known:
                    unexplained += 1
                    print("alive:", mutant, flush=True)
    print(f"{len(mutants)} mutants, {compiled} compile, {compiled - alive} are caught, "
          f"{alive - unexplained} change nothing, {unexplained} live")
    return 0 if not stale and compiled and compiled - unexplained >= SHARE * compiled else 1


if __name__ == "__main__":
    sys.exit(main())
