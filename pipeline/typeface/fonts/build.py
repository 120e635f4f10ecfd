#!/usr/bin/env python3
"""Makes the embedded fonts again from their packages.

    python3 -m pip install fonttools==4.68.0 zstandard==0.25.0
    apt install fonts-noto-core=20201225-1
    python3 build.py [DIR]      downloads the packages of PACKAGES by npm, into DIR if they are to be kept

The Source faces carry a reserved font name: they stay byte for byte as they were published. The Noto faces lose what
a printed page has no use for (hinting, vertical metrics, glyph names, signatures); their outlines, metrics and layout tables stay.
It writes the fonts, coverage.bin (which characters each face has, so that choosing a face parses none) and
../catalogue.go. The same packages give the same bytes.
"""

import hashlib
import io
import os
import subprocess
import sys
import tempfile
import textwrap

import zstandard
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))

# file, source, scripts of ISO 15924. Rows of one script are tried in this order.
SERIF = "source-serif-4"
SANS = "source-sans-3"
LATIN = "Latn Grek Cyrl"
FOURS = [  # regular, bold, italic, bold italic
    ("SourceSerif4", SERIF, LATIN),
    ("SourceSans3", SANS, LATIN),
    ("NotoSerif", "noto", LATIN),
]
TWOS = [  # regular and bold
    ("NotoNaskhArabic", "Arab"),
    ("NotoSerifHebrew", "Hebr"),
    ("NotoSerifDevanagari", "Deva"),
    ("NotoSerifBengali", "Beng"),
    ("NotoSerifTamil", "Taml"),
    ("NotoSerifTelugu", "Telu"),
    ("NotoSerifKannada", "Knda"),
    ("NotoSerifMalayalam", "Mlym"),
    ("NotoSerifGujarati", "Gujr"),
    ("NotoSerifGurmukhi", "Guru"),
    ("NotoSansOriya", "Orya"),
    ("NotoSerifSinhala", "Sinh"),
    ("NotoSerifThai", "Thai"),
    ("NotoSerifLao", "Laoo"),
    ("NotoSerifKhmer", "Khmr"),
    ("NotoSerifMyanmar", "Mymr"),
    ("NotoSerifTibetan", "Tibt"),
    ("NotoSerifEthiopic", "Ethi"),
    ("NotoSerifGeorgian", "Geor"),
    ("NotoSerifArmenian", "Armn"),
    ("NotoSansCherokee", "Cher"),
    ("NotoSansThaana", "Thaa"),
    ("NotoSansOlChiki", "Olck"),
    ("NotoSansAdlam", "Adlm"),
    ("NotoSansCanadianAboriginal", "Cans"),
    ("NotoSansMeeteiMayek", "Mtei"),
    ("NotoSansJavanese", "Java"),
    ("NotoSansLisu", "Lisu"),
    ("NotoSansSundanese", "Sund"),
]
ONES = [
    ("NotoSansTifinagh", "Tfng"),
    ("NotoSansNKo", "Nkoo"),
    ("NotoSansMongolian", "Mong"),
    ("NotoSansSyriac", "Syrc"),
    ("NotoSansVai", "Vaii"),
    ("NotoSansYi", "Yiii"),
    ("NotoSansCoptic", "Copt"),
    ("NotoSerifBalinese", "Bali"),
    ("NotoSansChakma", "Cakm"),
    ("NotoSansBuginese", "Bugi"),
    ("NotoSansBatak", "Batk"),
    ("NotoSansBamum", "Bamu"),
    ("NotoSansBassaVah", "Bass"),
    ("NotoSansHanifiRohingya", "Rohg"),
    ("NotoSansMendeKikakui", "Mend"),
    ("NotoSansOsage", "Osge"),
    ("NotoSansPahawhHmong", "Hmng"),
    ("NotoSansSylotiNagri", "Sylo"),
    ("NotoSansTagalog", "Tglg"),
    ("NotoSansTaiLe", "Tale"),
    ("NotoSansNewTaiLue", "Talu"),
    ("NotoSansTaiTham", "Lana"),
    ("NotoSansTaiViet", "Tavt"),
    ("NotoSansWancho", "Wcho"),
    ("NotoSansWarangCiti", "Wara"),
    ("NotoSerifNyiakengPuachueHmong", "Hmnp"),
    ("NotoSansCham", "Cham"),
    ("NotoSansKayahLi", "Kali"),
    ("NotoSansLepcha", "Lepc"),
    ("NotoSansLimbu", "Limb"),
    ("NotoSansMiao", "Plrd"),
    ("NotoSansMro", "Mroo"),
    ("NotoSansNewa", "Newa"),
    ("NotoSansPauCinHau", "Pauc"),
    ("NotoSansRejang", "Rjng"),
    ("NotoSansSaurashtra", "Saur"),
    ("NotoSansSoraSompeng", "Sora"),
    ("NotoSansTirhuta", "Tirh"),
    ("NotoSansGunjalaGondi", "Gong"),
    ("NotoSansMasaramGondi", "Gonm"),
    ("NotoSansMandaic", "Mand"),
    ("NotoSansSamaritan", "Samr"),
    ("NotoSerifYezidi", "Yezi"),
    ("NotoSansOsmanya", "Osma"),
    ("NotoSansMedefaidrin", "Medf"),
    ("NotoSansBuhid", "Buhd"),
    ("NotoSansHanunoo", "Hano"),
    ("NotoSansTagbanwa", "Tagb"),
    ("NotoSansSymbols", ""),
    ("NotoSansSymbols2", ""),
    ("NotoSansMath", ""),
]
HAN = [  # one weight each; scripts: those that the language's own script asks for
    ("NotoSerifJP", "noto-serif-jp", "Jpan"),
    ("NotoSerifSC", "noto-serif-sc", "Hans"),
    ("NotoSerifTC", "noto-serif-tc", "Hant"),
    ("NotoSerifKR", "noto-serif-kr", "Kore"),
]
NOTO = "/usr/share/fonts/truetype/noto"
PACKAGES = {
    "source-serif-4": "npm @expo-google-fonts/source-serif-4@0.4.1",
    "source-sans-3": "npm @expo-google-fonts/source-sans-3@0.4.1",
    "noto-serif-jp": "npm @expo-google-fonts/noto-serif-jp@0.4.3",
    "noto-serif-sc": "npm @expo-google-fonts/noto-serif-sc@0.4.3",
    "noto-serif-tc": "npm @expo-google-fonts/noto-serif-tc@0.4.4",
    "noto-serif-kr": "npm @expo-google-fonts/noto-serif-kr@0.4.3",
    "noto": "Debian fonts-noto-core 20201225-1",
}
STYLES = ["Regular", "Bold", "Italic", "BoldItalic"]
NPM_STYLE = {"Regular": "400Regular", "Bold": "700Bold", "Italic": "400Regular_Italic", "BoldItalic": "700Bold_Italic"}
USELESS = "fpgm prep cvt\u0020 gasp DSIG hdmx VDMX LTSH vhea vmtx VORG BASE STAT meta FFTM".split()
PACKAGE_LICENCE = "SIL Open Font License"  # of every package, for the one face that does not say it itself
NAMES = {0, 1, 2, 3, 4, 5, 6, 7, 13, 14}  # copyright, names, version, trademark, licence


def rows():
    """Every face: name, style, package, scripts."""
    for family, source, scripts in FOURS:
        for style in STYLES:
            yield family, style, source, scripts
    for family, scripts in TWOS:
        yield family, "Regular", "noto", scripts
        yield family, "Bold", "noto", scripts
    for family, scripts in ONES:
        yield family, "Regular", "noto", scripts
    for family, source, scripts in HAN:
        yield family, "Regular", source, scripts


def fetch(packages):
    """Downloads and unpacks the packages of npm."""
    for name, package in PACKAGES.items():
        folder, spec = os.path.join(packages, name), package.removeprefix("npm ")
        if spec == package or os.path.isdir(folder):
            continue
        os.makedirs(folder)
        file = subprocess.run(["npm", "pack", "--silent", spec], cwd=packages, check=True, capture_output=True, text=True)
        archive = os.path.join(packages, file.stdout.strip())
        subprocess.run(["tar", "-xzf", archive, "-C", folder, "--strip-components=1"], check=True)


def path(packages, family, style, source):
    if source == "noto":
        return f"{NOTO}/{family}-{style}.ttf"
    npm = NPM_STYLE[style]
    return f"{packages}/{source}/{npm}/{family}_{npm}.ttf"


def slim(data):
    """The font without what a page has no use for."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False, lazy=False)
    hinted = "fpgm" in font
    for tag in USELESS:
        if tag in font:
            del font[tag]
    if hinted:
        for name in font.getGlyphOrder():
            font["glyf"][name].removeHinting()
    font["name"].names = [n for n in font["name"].names if n.nameID in NAMES and n.platformID == 3]
    font["post"].formatType = 3.0
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def uvarint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def coverage(font):
    """Ranges of the characters: their number, then gap and length of each."""
    ranges = []
    for c in sorted(font.getBestCmap()):
        if ranges and ranges[-1][1] == c:
            ranges[-1][1] = c + 1
        else:
            ranges.append([c, c + 1])
    out, last = uvarint(len(ranges)), 0
    for first, end in ranges:
        out += uvarint(first - last) + uvarint(end - first)
        last = end
    return out


def places_marks(font):
    """Whether the font says in every script and language where marks go, so that no shaper has to look at outlines."""
    table = font["GPOS"].table if "GPOS" in font else None
    if not table or not table.FeatureList or not table.ScriptList:
        return False
    marking = {i for i, f in enumerate(table.FeatureList.FeatureRecord) if f.FeatureTag == "mark"}
    systems = []
    for record in table.ScriptList.ScriptRecord:
        systems += [s.LangSys for s in record.Script.LangSysRecord]
        if record.Script.DefaultLangSys:
            systems.append(record.Script.DefaultLangSys)
    return bool(systems) and all(marking.intersection(s.FeatureIndex) for s in systems)


def check(font, name):
    assert "glyf" in font and "CFF " not in font, name
    assert font["OS/2"].fsType == 0, (name, font["OS/2"].fsType)
    assert "SIL Open Font License" in (font["name"].getDebugName(13) or PACKAGE_LICENCE), name


# Families that are stored as they are: ../plain.go embeds them one by one.
PLAIN = ("Source", "NotoSerifJP", "NotoSerifSC", "NotoSerifTC", "NotoSerifKR")


def main(packages):
    fetch(packages)
    table, covered, listing = [], b"", []
    for old in os.listdir(HERE):
        if old.endswith((".ttf", ".zst")):
            os.remove(os.path.join(HERE, old))
    for family, style, source, scripts in rows():
        name = f"{family}-{style}"
        with open(path(packages, family, style, source), "rb") as f:
            data = f.read()
        if not family.startswith("Source"):
            data = slim(data)
        font = TTFont(io.BytesIO(data), lazy=True)
        check(font, name)
        covered += coverage(font)
        file = name + ".ttf"
        stored = data
        if not family.startswith(PLAIN):
            file += ".zst"
            stored = zstandard.ZstdCompressor(level=22, write_content_size=True, write_checksum=False).compress(data)
        with open(os.path.join(HERE, file), "wb") as f:
            f.write(stored)
        digest = hashlib.sha256(stored).hexdigest()
        table.append(f'\t{{"{name}", "{file}", "{scripts}", {str(places_marks(font)).lower()}, "{digest}"}},')
        version = font["name"].getDebugName(5).split(";")[0]
        copyright = font["name"].getDebugName(0)
        listing.append((name, version, source, copyright, len(data), len(stored)))
        print(f"{name:40} {len(data):9} {len(stored):9}", file=sys.stderr)
    with open(os.path.join(HERE, "coverage.bin"), "wb") as f:
        f.write(covered)
    with open(os.path.join(HERE, "..", "catalogue.go"), "w") as f:
        f.write("// Code generated by fonts/build.py. DO NOT EDIT.\n\npackage typeface\n\n")
        f.write("// catalogue lists the embedded faces in the order of coverage.bin: name, file, scripts that they are for, whether\n// they place marks themselves, SHA-256 of the file.\n")
        f.write("var catalogue = [...]embedded{\n" + "\n".join(table) + "\n}\n")
    with open(os.path.join(HERE, "FONTS.tsv"), "w") as f:
        f.write("font\tversion\tpackage\tlicence\tbytes\tstored\tcopyright\n")
        for name, version, source, copyright, size, stored in listing:
            f.write(f"{name}\t{version}\t{PACKAGES[source]}\tOFL-1.1\t{size}\t{stored}\t{copyright}\n")
    licence(packages, listing)


def licence(packages, listing):
    """OFL.txt: every copyright notice with its fonts, then the licence."""
    notices = {}
    for name, _, _, copyright, _, _ in listing:
        notices.setdefault(copyright, []).append(name)
    with open(f"{packages}/source-serif-4/LICENSE_FONT") as f:
        head, rule, text = f.read().partition("-" * 59)
    project = head.splitlines()[0]
    with open(os.path.join(HERE, "OFL.txt"), "w") as f:
        f.write(project + "\n")
        for notice, names in notices.items():
            f.write(f"\n{notice}\n")
            f.write(textwrap.fill(", ".join(names), 110, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False) + "\n")
        f.write("\nNoto is a trademark of Google Inc. Source is a trademark of Adobe.\n\n")
        f.write("These fonts are licensed under the SIL Open Font License, Version 1.1. This license is copied below, and is\n")
        f.write("also available with a FAQ at: https://openfontlicense.org\n\n" + rule + text.replace("\r", ""))


if len(sys.argv) > 1:
    main(sys.argv[1])
else:
    with tempfile.TemporaryDirectory() as folder:
        main(folder)
