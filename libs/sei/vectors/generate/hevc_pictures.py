"""Vectors of H.265 parameter sets, decoder configuration and access units, built bit by bit from the syntax tables."""
import struct

from common import Bits, h, write


def sps(sub_layers=1, all_layers=True, profile=1, tier=0, level=93, width=1920, height=1088, window=None, chroma=1, scaling=None, pcm=False,
        ref_sets=(), long_term=0, vui=None, sub_profiles=(), reorder=(2,), depth=8, separate=False):
    b = Bits().u(16, 0x4201).u(4, 0).u(3, sub_layers - 1).flag(1)
    b.u(2, 0).flag(tier).u(5, profile).u(32, 0x60000000).u(48, 0x900000000000).u(8, level)
    for has_profile, has_level in sub_profiles:
        b.flag(has_profile).flag(has_level)
    if sub_layers > 1:
        b.u(2 * (9 - sub_layers), 0)
    for has_profile, has_level in sub_profiles:
        b.u(88 if has_profile else 0, 0).u(8 if has_level else 0, 0)
    b.ue(0).ue(chroma)
    if chroma == 3:
        b.flag(separate)
    b.ue(width).ue(height).flag(window is not None)
    for side in window or ():
        b.ue(side)
    b.ue(depth - 8).ue(depth - 8).ue(4).flag(all_layers)
    for pictures in reorder:
        b.ue(pictures + 1).ue(pictures).ue(0)
    b.ue(0).ue(3).ue(0).ue(3).ue(1).ue(1)
    b.flag(scaling is not None)
    if scaling is not None:
        scaling(b)
    b.flag(1).flag(1).flag(pcm)
    if pcm:
        b.u(4, 7).u(4, 7).ue(0).ue(2).flag(1)
    b.ue(len(ref_sets))
    for ref_set in ref_sets:
        ref_set(b)
    b.flag(long_term > 0)
    if long_term:
        b.ue(long_term)
        for i in range(long_term):
            b.u(8, i).flag(1)
    b.flag(1).flag(1).flag(vui is not None)
    if vui is not None:
        vui(b)
    return b.flag(0).rbsp()


def vui(timing=None, sar=None, colour=False, field_seq=False, window=False):
    def emit(b):
        b.flag(sar is not None)
        if sar is not None:
            b.u(8, sar)
        b.flag(colour)
        if colour:
            b.flag(1)
        b.flag(colour)
        if colour:
            b.u(3, 5).flag(0).flag(1).u(24, 0x010101)
        b.flag(colour)
        if colour:
            b.ue(0).ue(0)
        b.flag(0).flag(field_seq).flag(0).flag(window)
        if window:
            b.ue(0).ue(0).ue(0).ue(4)
        b.flag(timing is not None)
        if timing is not None:
            b.u(32, timing[0]).u(32, timing[1]).flag(0).flag(0)
        b.flag(0)
    return emit


def all_scaling(b):
    b.flag(1)
    for size in range(4):
        for matrix in range(0, 6, 3 if size == 3 else 1):
            explicit = (size + matrix) % 2 == 0
            b.flag(explicit)
            if not explicit:
                b.ue(0)
            else:
                for _ in range(min(64, 1 << (4 + 2 * size)) + (1 if size > 1 else 0)):
                    b.se(0)


def explicit_set(first, negative, positive):
    def emit(b):
        if not first:
            b.flag(0)
        b.ue(negative).ue(positive)
        for _ in range(negative + positive):
            b.ue(0).flag(1)
    return emit


def predicted_set(entries):
    def emit(b):
        b.flag(1).flag(1).ue(0)
        for used, use_delta in entries:
            b.flag(used)
            if not used:
                b.flag(use_delta)
    return emit


def sps_vectors():
    def row(name, nal, width, height, wrong, reorder=2, rate=None, level=93, profile=1, **more):
        return {"name": name, "codec": "h265", "nal": nal.hex(), "width": width, "height": height, "profileIdc": profile, "levelIdc": level,
                "frameRate": rate, "reorderDepth": reorder, **more, "wrong": wrong}
    sets = (explicit_set(True, 2, 1), predicted_set([(1, 0), (0, 1), (0, 0), (1, 0)]), predicted_set([(1, 0)] * 4), explicit_set(False, 1, 0))
    timed = vui(timing=(1, 30))
    return [
        row("H.265 1080p: the conformance window counts in chroma samples", sps(window=(0, 0, 0, 4)), 1920, 1080, "Shows 8 green lines."),
        row("H.265 4:2:2 window", sps(chroma=2, window=(1, 0, 3, 4)), 1918, 1081, ""),
        row("H.265 separate colour planes", sps(chroma=3, separate=True, window=(1, 0, 0, 0)), 1919, 1088, ""),
        row("H.265 frame rate", sps(vui=timed), 1920, 1088, "Halves it as in H.264.", rate=30),
        row("H.265 frame rate of fields", sps(vui=vui(timing=(1, 50), field_seq=True)), 1920, 1088, "Counts fields.", rate=25),
        row("H.265 timing of zeros says nothing", sps(vui=vui(timing=(0, 0))), 1920, 1088, "Divides by zero."),
        row("H.265 whole VUI up to the timing", sps(vui=vui(timing=(1001, 30000), sar=2, colour=True, window=True)), 1920, 1088, "", rate=30000 / 1001, sampleAspectRatio=[12, 11]),
        row("H.265 sub-layers: the reorder depth of the highest", sps(3, True, reorder=(0, 1, 3), sub_profiles=((1, 1), (0, 1)), vui=timed), 1920, 1088, "Takes the first, or loses its place in profile_tier_level().", 3, 30),
        row("H.265 sub-layers with one value for all", sps(2, False, reorder=(1,), sub_profiles=((0, 0),), vui=timed), 1920, 1088, "Reads one for each.", 1, 30),
        row("H.265 scaling lists", sps(scaling=all_scaling, vui=timed), 1920, 1088, "Forgets the DC coefficient of the large ones.", rate=30),
        row("H.265 default scaling lists", sps(scaling=lambda b: b.flag(0), vui=timed), 1920, 1088, "", rate=30),
        row("H.265 PCM", sps(pcm=True, vui=timed), 1920, 1088, "", rate=30),
        row("H.265 reference picture sets, predicted from each other", sps(ref_sets=sets, vui=timed), 1920, 1088, "Counts the pictures of a predicted set wrongly: all that follows is shifted.", rate=30),
        row("H.265 long-term reference pictures", sps(long_term=3, vui=timed), 1920, 1088, "", rate=30),
        row("H.265 Main 10, level 5.1", sps(profile=2, depth=10, level=153), 1920, 1088, "", level=153, profile=2),
    ]


def access_unit_vectors():
    vps, s, p = bytes.fromhex("40010c01"), bytes.fromhex("42010101"), bytes.fromhex("4401c1")
    aud, sei, suffix, eos = bytes.fromhex("460150"), bytes.fromhex("4e0105010980"), bytes.fromhex("5001050109 80".replace(" ", "")), bytes.fromhex("4801")
    idr, more, trail, part = bytes.fromhex("2601af"), bytes.fromhex("26012f"), bytes.fromhex("0201d0"), bytes.fromhex("020150")
    layer1, layer1_pps, cra = bytes.fromhex("0209d0"), bytes.fromhex("4409c1"), bytes.fromhex("2a01af")

    def row(name, units, wrong):
        return {"name": name, "codec": "h265", "accessUnits": [[n.hex() for n in unit] for unit in units], "wrong": wrong}
    return [
        row("H.265 one slice segment a picture", [[vps, s, p, idr], [trail], [trail]], ""),
        row("H.265 several slice segments", [[vps, s, p, idr, more, more], [trail, part], [cra]], "Makes a picture of each."),
        row("H.265 delimiter and prefix SEI begin, suffix SEI ends", [[aud, vps, s, p, sei, idr, suffix], [aud, sei, trail, suffix], [sei, trail]], "Leaves the prefix SEI at the end of the one before."),
        row("H.265 parameter sets between slice segments", [[vps, s, p, idr, p, more], [p, trail]], "Ends the picture at the PPS."),
        row("H.265 other layers belong to the base layer's access unit", [[vps, s, p, idr, layer1_pps, layer1], [trail, layer1]], "Begins a picture with the other layer's first segment."),
        row("H.265 end of sequence", [[vps, s, p, idr, eos], [idr]], ""),
        row("H.265 reserved types 41 to 44 and 48 to 55 begin", [[vps, s, p, idr], [bytes.fromhex("520100"), trail], [bytes.fromhex("600100"), trail]], ""),
        row("H.265 filler and types 45 to 47 stay", [[vps, s, p, idr, bytes.fromhex("4c01ff"), bytes.fromhex("5a0100")], [trail]], ""),
    ]


def hevc_configurations():
    vps, s, p, sei = bytes.fromhex("40010c01"), sps(), bytes.fromhex("4401c1"), bytes.fromhex("4e0105010980")
    entry = lambda head, *nals: bytes([head]) + struct.pack(">H", len(nals)) + b"".join(struct.pack(">H", len(n)) + n for n in nals)
    arrays = [(True, 32, [vps]), (True, 33, [s]), (False, 34, [p, p]), (False, 39, [sei])]
    body = b"".join(entry((0x80 if complete else 0) | type, *nals) for complete, type, nals in arrays)
    meaning = {"profileSpace": 0, "tierFlag": True, "profileIdc": 2, "profileCompatibility": 0x60000000, "constraintFlags": 0x900000000001, "levelIdc": 153,
               "minSpatialSegmentationIdc": 5, "parallelismType": 1, "chromaFormat": 2, "bitDepthLuma": 10, "bitDepthChroma": 10, "avgFrameRate": 6400,
               "constantFrameRate": 1, "numTemporalLayers": 3, "temporalIdNested": True, "lengthSize": 2}
    listed = [{"complete": complete, "nalUnitType": type, "nalUnits": [n.hex() for n in nals]} for complete, type, nals in arrays]
    return [
        {"name": "every field and four arrays", "record": h("01 22 60000000 900000000001 99 f005 fd fe fa fa 1900", "5d", "04", body), **meaning, "arrays": listed,
         "wrong": "Reads the constraint flags as 32 bits, or assumes 4-byte lengths."},
        {"name": "no arrays", "record": h("01 22 60000000 900000000001 99 f005 fd fe fa fa 1900", "5d", "00"), **meaning, "arrays": [], "wrong": "Fails."},
    ]
