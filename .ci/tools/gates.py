#!/usr/bin/env python3
"""gates.py GOOD: break a good file in every way that mutate.py knows, and fail unless the validators find each.

GOOD must have a quotation, a note, a list and headings of two levels. Needs pikepdf, Java and Maven.
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


def main(good):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, os.path.join(here, 'mutate.py'), good, out], check=True)
        names = sorted(os.listdir(out))
        x4 = [n for n in names if n.startswith('x4-')]
        vera = [n for n in names if n.startswith('vera-')]
        passed = []
        for n in x4:
            if any(v.startswith('PASS') for v in verdicts([sys.executable, os.path.join(here, 'x4check.py')], [os.path.join(out, n)])):
                passed.append(n)
        failed = {os.path.basename(v.split()[2]) for v in verdicts([os.path.join(here, 'verapdf', 'vera.sh'), '-f', '2a,ua1'], [os.path.join(out, n) for n in vera]) if v.startswith('FAIL')}
        passed += [n for n in vera if n not in failed and n[len('vera-'):-len('.pdf')] not in LENIENT]
    print(f'{len(x4) + len(vera)} broken files, {len(passed)} not found')
    for n in passed:
        print('not found:', n)
    return 1 if passed or len(x4) < 20 or len(vera) < 20 else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
