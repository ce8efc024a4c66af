#!/usr/bin/env python3
"""Makes the benchmark's inputs: comments as CSV, a pack of 10,000 phrases, a journey of 300 patterns.

    bench/generate.py FOLDER [--comments 1000000] [--seed 20260301] [--people 0]

writes comments.csv, comments.mapping.toml, journey.toml and packs/bench/ into FOLDER. The same seed and
count give the same bytes. A comment has 46 words and 264 bytes on average, every third one a character
outside ASCII, one in thirty a line end or a doubled quote, and about as much evidence as real feedback: some
14 pieces with the shipped packs. With --people there is a column of customers, that many at most, some of
whom write often; all else stays as it is.
"""
import argparse
import bisect
import datetime
import itertools
import pathlib
import random
import sys

sys.dont_write_bytecode = True  # the source tree stays as it is
from words import ACCENTED, ADVERBS, BAD, GOOD, NOUNS, OPENINGS, PLAIN, TAILS

PHRASES = 10_000
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September")
SENTENCES = 60_000
HEADER = "id,submitted_at,country,plan,nps,csat,channel,order_value,comment,agent"


def fact(rng):
    """A sentence without feeling: in real feedback about every other one."""
    noun, other, plain = rng.choice(NOUNS), rng.choice(NOUNS), rng.choice(PLAIN)
    text = rng.choice([
        f"we ordered a {plain} {noun} for the hallway in {rng.choice(MONTHS)} and a {other} for my brother",
        f"the {noun} is on the {plain} shelf next to the {other} in our kitchen",
        f"I use the {plain} {noun} in the evening and the {other} on Sundays",
        f"my sister has the {plain} {noun} since {rng.choice(MONTHS)} and her neighbour bought the {other}",
        f"it was the {plain} {noun} with the {other} that stands in the window of your shop",
    ])
    return text[0].upper() + text[1:] + "."


def sentence(rng):
    if rng.random() < 0.48:
        return fact(rng)
    adjectives = (GOOD, BAD)[rng.random() < 0.45]
    noun, other = rng.choice(NOUNS), rng.choice(NOUNS)
    adjective, adverb = rng.choice(adjectives), rng.choice(ADVERBS).replace("+", " ")
    body = rng.choice([
        f"the {noun} was {adverb} {adjective}",
        f"I found the {adjective} {noun} {adverb} typical of the {other}",
        f"your {noun} is {adjective} and the {other} {adverb} {rng.choice(adjectives)}",
        f"we ordered a {rng.choice(PLAIN)} {noun} and got a {adjective} {other}",
        f"nothing about the {noun} felt {adjective}",
        f"the {other} came with {adjective} {noun} inside",
    ])
    opening, tail = rng.choice(OPENINGS), rng.choice(TAILS)
    text = f"{opening}, {body} {tail}" if rng.random() < 0.6 else f"{body} {tail}"
    return text[0].upper() + text[1:] + rng.choice(("." * 8) + "!!?")


def write_comments(path, count, seed, people):
    rng = random.Random(seed)
    who = random.Random(seed + 2)
    pool = [sentence(rng) for _ in range(SENTENCES)]
    special = [text[0].upper() + text[1:] + "." for text in ACCENTED]
    day = datetime.datetime(2026, 1, 1)
    times = [(day + datetime.timedelta(seconds=90 * i)).strftime("%Y-%m-%dT%H:%M:%SZ") for i in range(250_000)]
    tails = [f",agent-{i:02}" for i in range(40)]
    heads = [f",{c},{p},{n},{s},{k}," for c in ("GB", "IE", "DE", "FR", "ES", "US") for p in ("solo", "family", "pro")
             for n in range(11) for s in range(1, 6) for k in ("web", "app", "store", "phone")]
    lengths = list(itertools.accumulate((8, 19, 25, 23, 14, 7, 3, 1)))  # of 1..8 sentences
    uniform = rng.random
    sizes = [0, 0]
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(HEADER + (",customer\n" if people else "\n"))
        for begin in range(0, count, 1000):
            rows = []
            for i in range(begin, min(begin + 1000, count)):
                n = bisect.bisect(lengths, uniform() * lengths[-1]) + 1
                parts = [pool[int(uniform() * SENTENCES)] for _ in range(n)]
                chance = uniform()
                if chance < 0.34:
                    parts[int(uniform() * n)] = special[int(uniform() * len(special))]
                elif chance < 0.37:
                    parts[0] = 'They said ""soon"", and I quote.\n' + parts[0]
                comment = " ".join(parts)
                sizes[0] += comment.count(" ") + 1
                sizes[1] += len(comment.encode())
                rows.append(f'B{i:08},{times[i % 250_000]}{heads[int(uniform() * len(heads))]}'
                            f'{int(uniform() * 30000) / 100:.2f},"{comment}"{tails[i % 40]}')
                if people:
                    rows[-1] += f",C{int(people * who.random() ** 1.5):06}"
            out.write("\n".join(rows) + "\n")
    return sizes[0] / count, sizes[1] / count


def write_pack(folder, seed):
    rng = random.Random(seed + 1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(
        'name = "bench"\nkind = "language"\nlanguage = "en"\nversion = "1.0.0"\ntitle = "Benchmark"\n'
        'summary = "Ten thousand made-up phrases"\nlicense = "Apache-2.0"\n', encoding="utf-8")
    phrases = {word: weight for words, weight in ((GOOD, 500), (BAD, -500)) for word in words}
    pairs = [(f"{a} {n}", w) for words, w in ((GOOD, 600), (BAD, -600)) for a in words for n in NOUNS]
    triples = [(f"{v} {p} {n}", 0) for v in ("a", "the", "your") for p in PLAIN for n in NOUNS]
    rng.shuffle(pairs)
    rng.shuffle(triples)
    for phrase, weight in pairs + triples:
        if len(phrases) == PHRASES:
            break
        phrases[phrase] = (weight or rng.choice((-300, 300))) + rng.randrange(-99, 100)
    rows = sorted(phrases.items())
    (folder / "valence.tsv").write_text("".join(f"{p}\t{w}\n" for p, w in rows), encoding="utf-8")
    (folder / "emotion.tsv").write_text(
        "".join(f"{p}\t{'joy' if w > 0 else 'anger'}\t{abs(w)}\n" for p, w in rows[::4]), encoding="utf-8")
    (folder / "modifiers.tsv").write_text(
        "not\tnegation\t0\nnever\tnegation\t0\nnothing\tnegation\t0\nbut\tcontrast\t0\n"
        "really\tintensifier\t250\nvery\tintensifier\t250\na bit\tdiminisher\t-300\n", encoding="utf-8")
    (folder / "samples.tsv").write_text("It was great.\tpositive\nIt was awful.\tnegative\n", encoding="utf-8")
    return len(rows)


def write_journey(path):
    """20 stages of 5 touchpoints with 3 patterns each; all of the words of NOUNS are named by one."""
    lines = ['[journey]', 'id = "bench"', 'title = "Benchmark"', 'version = "1"']
    verbs = "(was|is|came|felt|looked)"
    for stage in range(20):
        lines += ["", "[[stage]]", f'id = "s{stage:02}"', f'title = "Stage {stage}"']
        for t in range(5):
            k = stage * 5 + t
            own = NOUNS[k % len(NOUNS)]
            patterns = [rf"\b{own}s? {verbs}( \w+)? ({'|'.join(BAD[(k + i) % len(BAD)] for i in range(4))})\b",
                        rf"\b(got|ordered) a \w+ {own}\b",
                        rf"\bno(t a|thing)? (about the )?{own}\b"]
            lines += ["", "[[stage.touchpoint]]", f'id = "s{stage:02}.t{t}"', f'title = "Touchpoint {k}"',
                      f'words = ["{own}", "the {own}s", "{own} {NOUNS[(k + 7) % len(NOUNS)]}"]',
                      "patterns = [" + ", ".join(f"'{p}'" for p in patterns) + "]"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


MAPPING = """[record]
key = "id"
time = "submitted_at"
[[verbatim]]
column = "comment"
question = "What would you like to tell us?"
[[rating]]
column = "nps"
scale = "nps"
[[rating]]
column = "csat"
scale = "csat"
[attributes]
keep = ["country", "plan", "channel"]
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--people", type=int, default=0)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    words, size = write_comments(args.folder / "comments.csv", args.comments, args.seed, args.people)
    (args.folder / "comments.mapping.toml").write_text(
        MAPPING.replace('time = "submitted_at"\n', 'time = "submitted_at"\nrespondent = "customer"\n') if args.people else MAPPING,
        encoding="utf-8")
    phrases = write_pack(args.folder / "packs" / "bench", args.seed)
    write_journey(args.folder / "journey.toml")
    print(f"{args.comments} comments of {words:.1f} words and {size:.1f} bytes; {phrases} phrases")


if __name__ == "__main__":
    main()
