#!/usr/bin/env python3
"""Tries `publish check --tsv` on good translations of others, and on faults that it puts into them.

    .ci/tools/faults.py PUBLISH FOLDER [SEED]

FOLDER has tables (*.tsv: id, source, target, lang; a table a kind of text), such as .ci/tools/udhr.py prints, or such as are made of the
gettext files of any package. It says what share of the units of each table and language is flagged as they are; then it takes units in
which nothing was found, puts one fault of some forty kinds into each, and says what share of each kind is found among the good ones.
"""
import collections
import glob
import json
import os
import random
import re
import subprocess
import sys

NOSP = {"ja", "zh", "zh-CN", "zh-TW", "zh_CN", "zh_TW", "th"}
PER = 5  # faults of a kind and language
R = random.Random()
units = collections.defaultdict(list)  # language -> (source, target, table), nothing found
LET=r'[^\W\d_]'
def words(t): return [m for m in re.finditer(rf'{LET}{{3,}}',t)]
SENT=re.compile(r'(?<=[.!?。！？।؟])\s*(?=\S)')
def sents(t,l):
    if l in('ja','zh_CN','zh_TW'): p=re.split(r'(?<=[。！？])',t)
    else: p=re.split(r'(?<=[.!?।؟])\s+(?=[^\s])',t)
    return [x for x in p if x.strip()]
K={}
def kind(f): K[f.__name__]=f; return f
def digits(t): return [m for m in re.finditer(r'(?<![\w$%{#.\-])\d+(?:[.,]\d+)*(?![\w$%}])',t)]
@kind
def num_change(s,t,l):
    ms=digits(t)
    if not ms or not digits(s): return
    m=R.choice(ms); x=m.group(); k=R.choice([i for i,c in enumerate(x) if c.isdigit()])
    c=R.choice([c for c in '123456789' if c!=x[k]])
    return t[:m.start()]+x[:k]+c+x[k+1:]+t[m.end():]
@kind
def num_drop(s,t,l):
    ms=[m for m in digits(t) if m.group() in s]
    if not ms: return
    m=R.choice(ms); return (t[:m.start()]+t[m.end():].lstrip()).strip()
@kind
def num_dropsmall(s,t,l):
    ms=[m for m in digits(t) if m.group() in s and m.group().isdigit() and 2<=int(m.group())<=12]
    if not ms: return
    m=R.choice(ms); return (t[:m.start()]+t[m.end():].lstrip()).strip()
NW={'two':{'fr':'deux','de':'zwei','es':'dos','it':'due','pt':'dois|duas','pt_BR':'dois|duas','nl':'twee','sv':'två','da':'to','pl':'dwa|dwie','cs':'dva|dvě','ru':'два|две','uk':'два|дві','el':'δύο','tr':'iki','vi':'hai','id':'dua','hu':'két','fi':'kaksi','ja':'二つの?','ko':'두'},
'three':{'fr':'trois','de':'drei','es':'tres','it':'tre','pt':'três','pt_BR':'três','nl':'drie','sv':'tre','da':'tre','pl':'trzy','cs':'tři','ru':'три','uk':'три','el':'τρεις|τρία','tr':'üç','vi':'ba','id':'tiga','hu':'három','fi':'kolme','ja':'三つの?','ko':'세'},
'four':{'fr':'quatre','de':'vier','es':'cuatro','it':'quattro','pt':'quatro','pt_BR':'quatro','nl':'vier','sv':'fyra','da':'fire','pl':'cztery','cs':'čtyři','ru':'четыре','uk':'чотири','el':'τέσσερ\\w*','tr':'dört','vi':'bốn','id':'empat','hu':'négy','fi':'neljä','ko':'네'},
'five':{'fr':'cinq','de':'fünf','es':'cinco','it':'cinque','pt':'cinco','pt_BR':'cinco','nl':'vijf','sv':'fem','da':'fem','pl':'pięć','cs':'pět','ru':'пять','uk':"п.ять",'el':'πέντε','tr':'beş','vi':'năm','id':'lima','hu':'öt','fi':'viisi','ko':'다섯'}}
@kind
def numword_drop(s,t,l):
    for w,d in NW.items():
        if re.search(rf'\b{w}\b',s,re.I) and l in d:
            m=re.search(rf'(?<!\w)({d[l]})(?!\w)\s*',t)
            if m: return (t[:m.start()]+t[m.end():]).strip()
@kind
def numword_change(s,t,l):
    ks=list(NW)
    for w,d in NW.items():
        if re.search(rf'\b{w}\b',s,re.I) and l in d:
            m=re.search(rf'(?<!\w)({d[l]})(?!\w)',t)
            o=R.choice([k for k in ks if k!=w and l in NW[k]]) 
            if m: return t[:m.start()]+re.sub(r'\\w\*|\?|\|.*','',NW[o][l])+t[m.end():]
URL=re.compile(r'https?://[^\s<>"»）)。，]+')
@kind
def url_change(s,t,l):
    m=URL.search(t)
    if not m or m.group().rstrip('.,') not in s or len(m.group())<16: return
    k=m.start()+R.randrange(9,len(m.group())-3)
    if not t[k].isalpha(): return
    return t[:k]+t[k+1:]
@kind
def url_drop(s,t,l):
    m=URL.search(t)
    if not m or m.group().rstrip('.,') not in s: return
    return (t[:m.start()]+t[m.end():]).strip()
@kind
def mail_change(s,t,l):
    m=re.search(r'[\w.-]+@[\w-]+\.[\w.]+',t)
    if not m or m.group() not in s: return
    k=m.start(); return t[:k]+t[k+1:]
@kind
def tag_drop(s,t,l):
    ms=list(re.finditer(r'</?[a-zA-Z][^<>]*>',t))
    if not ms or len(ms)!=len(re.findall(r'</?[a-zA-Z][^<>]*>',s)): return
    m=R.choice(ms); return t[:m.start()]+t[m.end():]
PH=re.compile(r'%\([a-z_]+\)[sd]|%[sd]|\{[a-z_0-9]*\}|\$[a-z_]+|\$\{[a-zA-Z_]+\}|\{\{[^}]+\}\}')
@kind
def ph_drop(s,t,l):
    ms=[m for m in PH.finditer(t) if m.group() in s]
    if not ms: return
    m=R.choice(ms); return (t[:m.start()]+t[m.end():]).strip()
@kind
def ph_rename(s,t,l):
    ms=[m for m in PH.finditer(t) if m.group() in s and re.search('[a-z]{3}',m.group())]
    if not ms: return
    m=R.choice(ms); k=re.search('[a-z]{3}',m.group()).start()+m.start()
    return t[:k]+t[k+1]+t[k]+t[k+2:] if t[k]!=t[k+1] else None
@kind
def bracket_drop(s,t,l):
    ms=[i for i,c in enumerate(t) if c in '()[]（）']
    if not ms or sum(c in '()[]' for c in s)==0: return
    k=R.choice(ms); return t[:k]+t[k+1:]
@kind
def quote_drop(s,t,l):
    ms=[i for i,c in enumerate(t) if c in '«»“”„「」"']
    if not ms or not re.search(r'["“”‘’\']',s): return
    k=R.choice(ms); return (t[:k]+t[k+1:]).strip()
@kind
def final_drop(s,t,l):
    if l=='th' or not re.search(r'[.!?]$',s) or not re.search(r'[.!?。！？।؟]$',t) or t.endswith('..') or len(t)<12: return
    return t[:-1]
@kind
def final_change(s,t,l):
    if l=='th' or not re.search(r'[^.][.]$',s) or not re.search(r'[^.][.。।]$',t): return
    return t[:-1]+{'ja':'？','zh_CN':'？','zh_TW':'？','ar':'؟','el':';'}.get(l,'?')
@kind
def french_space(s,t,l):
    if l!='fr': return
    m=re.search(r'[\u00a0\u202f]([;:!?»])|«[\u00a0\u202f]',t)
    if not m: return
    return t[:m.start()]+m.group().replace('\u00a0','').replace('\u202f','')+t[m.end():]
@kind
def inverted(s,t,l):
    if l!='es' or '¿' not in t and '¡' not in t: return
    return re.sub('[¿¡]','',t,count=1)
@kind
def word_twice(s,t,l):
    if l in NOSP: return
    ms=[m for m in words(t) if len(m.group())>=2]
    if len(ms)<4: return
    m=R.choice(ms[1:])
    if re.match(r'[\w\u0300-\u0fff-]',t[m.end():m.end()+1] or ' ') or re.match(r"[\w\u0900-\u0fff'’-]",t[m.start()-1]): return
    return t[:m.end()]+' '+m.group()+t[m.end():]
FW={'fr':'de la le les et des du dans pour un une que','de':'und der die das zu mit für in den ist ein','es':'de la el en que los y con para','it':'di il la che per con e una','pt':'de que o para com uma os','pt_BR':'de que o para com uma os','nl':'de van en te voor is met','sv':'och att en för med är','da':'og at en for med er','fi':'ja on että','pl':'w i na do jest z','cs':'a v na je s z pro','ru':'и в на с для не','uk':'і в на з для не','el':'και να με για','tr':'ve bir bu için','ar':'في من على أن','he':'של את על עם','hi':'के में है की','bn':'এবং এই থেকে','vi':'và các của là','id':'dan di yang untuk','hu':'és a az','ko':'및 수 이'}
@kind
def funcword_twice(s,t,l):
    if l not in FW: return
    ms=[m for m in re.finditer(r'(?<=\s)(\S+)(?=\s)',t) if m.group(1) in FW[l].split()]
    if not ms: return
    m=R.choice(ms); return t[:m.end()]+' '+m.group()+t[m.end():]
@kind
def space_twice(s,t,l):
    ms=[m.start() for m in re.finditer(r'(?<=\S) (?=\S)',t)]
    if not ms: return
    k=R.choice(ms); return t[:k]+' '+t[k:]
@kind
def edge_space(s,t,l):
    if s!=s.strip() or t!=t.strip(): return
    return R.choice([' '+t,t+' '])
@kind
def copy(s,t,l):
    if len(s.split())<5 or not re.search(r'\b(the|of|to|is|and)\b',s): return
    return s
@kind
def partly(s,t,l):
    ss,ts=sents(s,'en'),sents(t,l)
    if len(ss)<2 or len(ss)!=len(ts): return
    k=R.randrange(len(ss))
    if len(ss[k].split())<5: return
    ts[k]=ss[k]; return ('' if l in('ja','zh_CN','zh_TW') else ' ').join(x.strip() for x in ts)
HG=dict(zip('aeopcxAEOPCTBMHK','аеорсхАЕОРСТВМНК')); HR={v:k for k,v in HG.items()}
@kind
def homoglyph(s,t,l):
    h=HR if l in('ru','uk') else {'ο':'o','α':'a','ν':'v','Α':'A','Ε':'E'} if l=='el' else HG
    if l in NOSP|{'ar','he','hi','bn','ko'}: return
    ks=[m.start()+i for m in words(t) if len(m.group())>3 for i,c in enumerate(m.group()) if c in h and 0<i<len(m.group())-1]
    if not ks: return
    k=R.choice(ks); return t[:k]+h[t[k]]+t[k+1:]
@kind
def control(s,t,l):
    if len(t)<6: return
    k=R.randrange(2,len(t)-2); return t[:k]+R.choice('\x07\x1b\x02\x08\u200b\ufeff' if l not in NOSP else '\x07\x1b\x02\x08')+t[k:]
@kind
def bidi(s,t,l):
    ms=words(t)
    if not ms: return
    k=R.choice(ms).start(); return t[:k]+R.choice('\u202e\u202b\u2067\u202d')+t[k:]
@kind
def acronym(s,t,l):
    ms=[m for m in re.finditer(r'\b[A-Z]{3,6}\b',t) if re.search(rf'\b{m.group()}\b',s)]
    if not ms: return
    m=R.choice(ms); x=list(m.group()); i=R.randrange(len(x)-1)
    if x[i]==x[i+1]: return
    x[i],x[i+1]=x[i+1],x[i]
    return t[:m.start()]+''.join(x)+t[m.end():]
@kind
def name_drop(s,t,l):
    ms=[m for m in re.finditer(r'(?<=[\w,] )[A-Z][a-z]{4,}\b',t) if re.search(rf'(?<=[\w,] ){m.group()}\b',s)]
    if not ms or l in('de',): return
    m=R.choice(ms); return t[:m.start()]+t[m.end():].lstrip()
@kind
def truncated(s,t,l):
    if len(s)<60 or len(t)<25: return
    k=len(t)//2
    if l in NOSP: return t[:k]
    k=t.find(' ',k)
    return t[:k] if k>0 and k<len(t)*.65 else None
@kind
def sent_drop(s,t,l):
    ss,ts=sents(s,'en'),sents(t,l)
    if len(ss)<2 or len(ts)!=len(ss) or len(ss)>4: return
    k=R.randrange(len(ts))
    if len(ss[k])<30: return
    del ts[k]; return ('' if l in('ja','zh_CN','zh_TW') else ' ').join(x.strip() for x in ts)
@kind
def sent_twice(s,t,l):
    ss,ts=sents(s,'en'),sents(t,l)
    if len(ss)>4 or len(ts)!=len(ss): return
    k=R.randrange(len(ts))
    if len(ss[k])<30: return
    ts.insert(k,ts[k]); return ('' if l in('ja','zh_CN','zh_TW') else ' ').join(x.strip() for x in ts)
@kind
def other_unit(s,t,l):
    if len(s)<40: return
    return R.choice(units[l])[1]
@kind
def mojibake(s,t,l):
    try: x=t.encode('utf8').decode('cp1252')
    except UnicodeDecodeError: x=t.encode('utf8').decode('latin1')
    return x if x!=t and not re.search(r'[\t\r\n\x85]',x) else None
@kind
def empty(s,t,l): return ''
@kind
def wrong_lang(s,t,l):
    o={'fr':'es','es':'it','it':'fr','pt':'es','pt_BR':'fr','de':'nl','nl':'de','sv':'de','da':'de','fi':'sv','pl':'cs','cs':'pl','ru':'uk','uk':'ru','tr':'de','id':'nl','vi':'fr','hu':'de'}.get(l)
    if not o or len(s)<50: return
    for a,b,d in wl[o].get(s,[]): return b
@kind
def mark_space(s,t,l):
    if l in NOSP|{'fr'}: return
    ms=[m.start() for m in re.finditer(r'(?<=\w),(?= )',t)]
    if not ms: return
    k=R.choice(ms); return t[:k]+R.choice([' , ',','])+t[k+1:].lstrip()
@kind
def mark_twice(s,t,l):
    ms=[m.start() for m in re.finditer(r'(?<=\w)[,，、](?= ?\w)',t)]
    if not ms: return
    k=R.choice(ms); return t[:k]+t[k]+t[k:]
@kind
def entity(s,t,l):
    m=re.search(r'&\w+;',t)
    if not m or m.group() not in s: return
    return t[:m.start()]+m.group()[:-1]+t[m.end():]
@kind
def lower(s,t,l):
    if not re.match(r'[A-Z]',s) or not t[:1].isupper() or not t[1:2].islower() or len(s)<20: return
    return t[0].lower()+t[1:]

wl = collections.defaultdict(lambda: collections.defaultdict(list))


def checked(publish, rows):
    """The rules that found something, by id."""
    text = "id\tsource\ttarget\tlang\n" + "".join("\t".join(r) + "\n" for r in rows)
    out = subprocess.run([publish, "check", "--tsv", "-"], input=text, capture_output=True, text=True).stdout
    found = collections.defaultdict(list)
    for line in out.splitlines():
        fault = json.loads(line)
        found[fault["id"]].append(fault["rule"])
    return found


def read(publish, folder):
    for f in sorted(glob.glob(f"{folder}/*.tsv")):
        with open(f, encoding="utf-8") as file:
            rows = [r for r in (line.rstrip("\n").split("\t")[:4] for line in list(file)[1:]) if len(r) == 4]
        found = checked(publish, rows)
        count = collections.Counter(r[3] for r in rows)
        flagged = collections.Counter(r[3] for r in rows if r[0] in found)
        print(f"{os.path.basename(f):24} good units flagged:", " ".join(f"{l} {100 * flagged[l] / count[l]:.1f}%" for l in sorted(count)))
        for i, s, t, l in rows:
            if i not in found and s != t and len(s) < 900:
                units[l].append((s, t, f))


def faulty():
    """Good rows, an equal share of each table, and rows with a fault, all mixed."""
    rows = []
    for l in sorted(units):
        pool = units[l][:]
        R.shuffle(pool)
        by = collections.defaultdict(list)
        for u in pool:
            by[u[2]].append(u)
        rows += [(f"{l}-ok-{n}", s, t, l) for n, (s, t, _) in enumerate(u for v in by.values() for u in v[:120])]
        for kind, f in K.items():
            taken = collections.Counter()
            R.shuffle(pool)
            for s, t, table in pool:
                if sum(taken.values()) == PER:
                    break
                x = f(s, t, l) if taken[table] < max(2, PER // 3) or len(by) < 3 else None
                if x is not None and x != t and "\t" not in x and "\n" not in x:
                    rows.append((f"{l}-{kind}-{sum(taken.values())}", s, x, l))
                    taken[table] += 1
    R.shuffle(rows)
    return rows


def main():
    publish, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    R.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
    if not glob.glob(f"{folder}/*.tsv"):
        print(f"no tables in {folder} (skipped)")
        return
    read(publish, folder)
    for l in units:
        for u in units[l]:
            wl[l][u[0]].append(u)
    rows = faulty()
    found = checked(publish, rows)
    total, hit, good = collections.Counter(), collections.Counter(), collections.Counter()
    for i, *_, l in rows:
        kind = i.rsplit("-", 2)[1]
        if kind == "ok":
            good[i in found] += 1
        else:
            total[kind] += 1
            hit[kind] += i in found
    for k in sorted(total, key=lambda k: hit[k] / total[k]):
        print(f"{k:16}{hit[k]:4} of {total[k]:4}  {hit[k] / total[k]:.2f}")
    right, wrong = sum(hit.values()), good[True]
    missed = sum(total.values()) - right
    print(f"{right} of {right + missed} faults of {len(total)} kinds found, {wrong} of {sum(good.values())} good units flagged, F1 {2 * right / (2 * right + missed + wrong):.3f}")


if __name__ == "__main__":
    main()
