#!/usr/bin/env python3
"""gates.py GOOD SCREEN: break good files in every way that mutate.py knows, and fail unless the validators find each.

GOOD must have a quotation, a note, a list and headings of two levels; SCREEN a note, a list and a link. Needs pikepdf, Java and Maven.
"""
import os
import subprocess
import sys
import tempfile

from mutate import LENIENT

here = os.path.dirname(os.path.abspath(__file__))


def verdicts(command, files):
    out = subprocess.run(command + files, capture_output=True, text=True)
    if out.returncode == 2:
        sys.exit(out.stderr or out.stdout)
    return [line for line in out.stdout.splitlines() if line.startswith(('PASS', 'FAIL'))]


def failed(flavours, out, names):
    verdict = verdicts([os.path.join(here, 'maven.sh'), 'verapdf', 'Vera', '-f', flavours], [os.path.join(out, n) for n in names])
    return {os.path.basename(v.split()[2]) for v in verdict if v.startswith('FAIL')}


def main(good, screen):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, os.path.join(here, 'mutate.py'), good, screen, out], check=True)
        names = sorted(os.listdir(out))
        x4 = [n for n in names if n.startswith('x4-')]
        vera = [n for n in names if n.startswith('vera-')]
        passed = []
        for n in x4:
            if any(v.startswith('PASS') for v in verdicts([sys.executable, os.path.join(here, 'x4check.py')], [os.path.join(out, n)])):
                passed.append(n)
        found = failed('2a,ua1', out, vera)
        passed += [n for n in vera if n not in found and n[len('vera-'):-len('.pdf')] not in LENIENT]
        screens = [n for n in names if n.startswith('screen-')]
        found = failed('4,ua2,wt1a,wt1r', out, screens)
        passed += [n for n in screens if n not in found]
    print(f'{len(x4) + len(vera) + len(screens)} broken files, {len(passed)} not found')
    for n in passed:
        print('not found:', n)
    return 1 if passed or len(x4) < 20 or len(vera) < 20 or len(screens) < 20 else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
