"""Vectors of H.264 parameter sets, decoder configuration and access units, built bit by bit from the syntax tables."""
import struct

from common import Bits, h, write

HIGH = {100, 110, 122, 244, 44}


def sps(profile=66, constraints=0, level=10, id=0, chroma=1, scaling=None, frame_num_bits=4, poc=0, poc_bits=4,
        always_zero=False, cycle=(), refs=4, width_mbs=11, height_units=9, frame_mbs_only=True, crop=None, vui=None, type=7,
        separate=False):
    b = Bits().u(8, 0x60 | type).u(8, profile).u(8, constraints).u(8, level).ue(id)
    if profile in HIGH:
        b.ue(chroma)
        if chroma == 3:
            b.flag(separate)
        b.ue(0).ue(0).flag(0).flag(scaling is not None)
        for coefficients in scaling or []:
            b.flag(coefficients is not None)
            for delta in coefficients or []:
                b.se(delta)
    b.ue(frame_num_bits - 4).ue(poc)
    if poc == 0:
        b.ue(poc_bits - 4)
    if poc == 1:
        b.flag(always_zero).se(-1).se(2).ue(len(cycle))
        for offset in cycle:
            b.se(offset)
    b.ue(refs).flag(0).ue(width_mbs - 1).ue(height_units - 1).flag(frame_mbs_only)
    if not frame_mbs_only:
        b.flag(1)
    b.flag(1).flag(crop is not None)
    for side in crop or ():
        b.ue(side)
    b.flag(vui is not None)
    if vui is not None:
        vui(b)
    return b.rbsp()


def vui(sar=None, extended=None, colour=False, timing=None, fixed=True, hrd=0, reorder=None):
    def emit(b):
        b.flag(sar is not None)
        if sar is not None:
            b.u(8, sar)
            if sar == 255:
                b.u(16, extended[0]).u(16, extended[1])
        b.flag(0).flag(colour)
        if colour:
            b.u(3, 5).flag(0).flag(1).u(8, 1).u(8, 1).u(8, 1)
        b.flag(colour)
        if colour:
            b.ue(1).ue(1)
        b.flag(timing is not None)
        if timing is not None:
            b.u(32, timing[0]).u(32, timing[1]).flag(fixed)
        for present in (hrd & 1, hrd & 2):
            b.flag(bool(present))
            if present:
                b.ue(1).u(4, 0).u(4, 0)
                for _ in range(2):
                    b.ue(1000).ue(2000).flag(0)
                b.u(5, 23).u(5, 15).u(5, 15).u(5, 24)
        if hrd:
            b.flag(0)
        b.flag(0).flag(reorder is not None)
        if reorder is not None:
            b.flag(1).ue(2).ue(1).ue(10).ue(10).ue(reorder).ue(max(reorder, 1))
    return emit


def sps_vectors():
    def row(name, nal, width, height, profile, level, reorder, wrong, rate=None, **more):
        return {"name": name, "codec": "h264", "nal": nal.hex(), "width": width, "height": height, "profileIdc": profile,
                "levelIdc": level, "frameRate": rate, "reorderDepth": reorder, **more, "wrong": wrong}
    flat = [None] * 8
    lists = [[0] * 16, None, [-8], None, None, None, [4] + [0] * 63, None]
    # 11 x 9 macroblocks, 396 of them in the decoded picture buffer of level 1: 4 frames.
    return [
        row("Baseline without VUI: reorder depth is what the buffer holds", sps(), 176, 144, 66, 10, 4,
            "Takes 0, and shows reordered pictures too early."),
        row("1080p: cropped from 1088 lines, 25 frames/s of 50 ticks", sps(100, 0, 40, width_mbs=120, height_units=68, crop=(0, 0, 0, 4), vui=vui(timing=(1, 50), reorder=2)),
            1920, 1080, 100, 40, 2, "Shows 8 green lines, and twice the frame rate.", 25),
        row("1080i: map units are two macroblocks high, crop units four lines", sps(100, 0, 40, width_mbs=120, height_units=34, frame_mbs_only=False, crop=(0, 0, 0, 2), vui=vui(timing=(1, 50))),
            1920, 1080, 100, 40, 4, "Reads 540 lines, or crops half.", 25),
        row("4:2:2 crops lines one by one", sps(122, 0, 30, chroma=2, width_mbs=45, height_units=30, crop=(0, 1, 0, 3)), 718, 477, 122, 30, 6, "Crops as 4:2:0."),
        row("4:4:4 crops samples one by one", sps(244, 0, 30, chroma=3, crop=(1, 2, 3, 4)), 173, 137, 244, 30, 16, "Crops as 4:2:0."),
        row("separate colour planes", sps(244, 0, 30, chroma=3, separate=True, crop=(1, 0, 1, 0)), 175, 143, 244, 30, 16, "Misses the flag: all that follows is shifted by a bit."),
        row("scaling lists are read over", sps(100, 0, 10, scaling=lists), 176, 144, 100, 10, 4, "Reads 16 values from a list that ends at the third: next_scale 0 repeats the last."),
        row("scaling matrix present, every list absent", sps(100, 0, 10, scaling=flat), 176, 144, 100, 10, 4, ""),
        row("12 scaling lists in 4:4:4", sps(244, 0, 10, chroma=3, scaling=flat + [None] * 4), 176, 144, 244, 10, 4, "Reads 8."),
        row("picture order count type 1 with a cycle", sps(77, 0, 10, poc=1, cycle=(3, -3, 0)), 176, 144, 77, 10, 4, "Does not read the cycle."),
        row("picture order count type 2 cannot reorder", sps(77, 0, 10, poc=2), 176, 144, 77, 10, 0, "Waits four frames for nothing."),
        row("High 10 Intra cannot reorder", sps(110, 0x10, 10), 176, 144, 110, 10, 0, "Waits four frames for nothing."),
        row("level 1b has the buffer of level 1, not of 1.1", sps(66, 0x10, 11), 176, 144, 66, 11, 4, "Takes 9."),
        row("level 1.1", sps(66, 0, 11), 176, 144, 66, 11, 9, ""),
        row("a level that no table knows: the most there can be", sps(66, 0, 255), 176, 144, 66, 255, 16, "Fails, or takes 0."),
        row("both HRDs before the bitstream restriction", sps(100, 0, 10, vui=vui(sar=1, colour=True, timing=(1001, 60000), hrd=3, reorder=1)), 176, 144, 100, 10, 1,
            "Loses its place in hrd_parameters().", 60000 / 2002, sampleAspectRatio=[1, 1]),
        row("one HRD", sps(100, 0, 10, vui=vui(hrd=2, reorder=0)), 176, 144, 100, 10, 0, "Reads low_delay_hrd_flag only with both."),
        row("a sample aspect ratio spelled out", sps(100, 0, 10, vui=vui(sar=255, extended=(64, 45), reorder=0)), 176, 144, 100, 10, 0, "", sampleAspectRatio=[64, 45]),
        row("num_units_in_tick 0 says nothing", sps(100, 0, 10, vui=vui(timing=(0, 0), reorder=0)), 176, 144, 100, 10, 0, "Divides by zero."),
        row("a subset SPS begins as an SPS does", sps(type=15), 176, 144, 66, 10, 4, ""),
    ]


def pps(id=0, sps_id=0, bottom=False, groups=None, redundant=False):
    b = Bits().u(8, 0x68).ue(id).ue(sps_id).flag(0).flag(bottom)
    if groups is None:
        b.ue(0)
    else:
        groups(b)
    return b.ue(0).ue(0).flag(0).u(2, 0).se(0).se(0).se(0).flag(1).flag(0).flag(redundant).rbsp()


def groups_of_type(map_type):
    def emit(b):
        b.ue(1).ue(map_type)
        if map_type == 0:
            b.ue(10).ue(20)
        elif map_type == 2:
            b.ue(0).ue(5)
        elif map_type in (3, 4, 5):
            b.flag(1).ue(7)
        elif map_type == 6:
            b.ue(98)
            for unit in range(99):
                b.u(1, unit % 2)
    return emit


def slice_(type=1, ref=2, first_mb=0, pps_id=0, frame_num=0, field=None, idr=None, lsb=0, bottom=None, delta=(), redundant=None,
           frame_num_bits=4, lsb_bits=4, plane=None):
    b = Bits().u(8, (ref << 5) | type).ue(first_mb).ue(7).ue(pps_id)
    if plane is not None:
        b.u(2, plane)
    b.u(frame_num_bits, frame_num)
    if field is not None:
        b.flag(field != "frame")
        if field != "frame":
            b.flag(field == "bottom")
    if idr is not None:
        b.ue(idr)
    if lsb is not None:
        b.u(lsb_bits, lsb)
    if bottom is not None:
        b.se(bottom)
    for value in delta:
        b.se(value)
    if redundant is not None:
        b.ue(redundant)
    return b.u(16, 0xABCD).rbsp()


def access_unit_vectors():
    S, P = sps(), pps()
    idr = lambda first=0, id=0: slice_(5, 3, first, idr=id)
    p = lambda first=0, num=1, lsb=2, **more: slice_(1, more.pop("ref", 2), first, frame_num=num, lsb=lsb, **more)
    aud, sei, eos, filler = bytes.fromhex("09f0"), bytes.fromhex("06050109 80".replace(" ", "")), b"\x0a", bytes.fromhex("0cff80")
    prefix, extension = bytes.fromhex("6e4080 0f".replace(" ", "")), bytes.fromhex("744080 0fb8".replace(" ", ""))
    auxiliary = bytes.fromhex("1388aa")

    def row(name, units, wrong):
        return {"name": name, "codec": "h264", "accessUnits": [[n.hex() for n in unit] for unit in units], "wrong": wrong}
    field_sps = sps(77, frame_mbs_only=False, height_units=5)
    poc1, bottom_pps, redundant_pps = sps(77, poc=1), pps(bottom=True), pps(redundant=True)
    planes = sps(244, chroma=3, separate=True)
    sets = [
        row("one slice a picture", [[S, P, idr()], [p()], [p(num=2, lsb=4)]], ""),
        row("several slices a picture", [[S, P, idr(), idr(33), idr(66)], [p(), p(50)]], "Makes a picture of each slice."),
        row("arbitrary slice order: the first slice does not begin at macroblock 0", [[S, P, idr(66), idr(), idr(33)], [p(50), p(0)], [p(50, 2, 4), p(0, 2, 4)]], "Begins a picture at first_mb_in_slice 0 only."),
        row("pic_parameter_set_id tells pictures apart", [[S, P, pps(1), idr()], [p()], [p(pps_id=1)]], ""),
        row("a non-reference picture after a reference picture with the same frame_num", [[S, P, idr()], [p()], [p(ref=0)]], "Compares frame_num alone."),
        row("two values of nal_ref_idc, neither 0, are one picture", [[S, P, idr()], [p(), p(50, ref=1)]], "Takes any difference of nal_ref_idc."),
        row("pic_order_cnt_lsb tells non-reference pictures apart", [[S, P, idr()], [p(0, 1, 2, ref=0)], [p(50, 1, 4, ref=0)]], ""),
        row("delta_pic_order_cnt_bottom", [[S, bottom_pps, slice_(5, 3, idr=0, bottom=0)], [p(bottom=0)], [p(50, bottom=1)]], ""),
        row("picture order count type 1: delta_pic_order_cnt[0]", [[poc1, P, slice_(5, 3, idr=0, lsb=None, delta=(0,))], [p(lsb=None, delta=(0,))], [p(50, lsb=None, delta=(1,))]], ""),
        row("delta_pic_order_cnt[1]", [[poc1, bottom_pps, slice_(5, 3, idr=0, lsb=None, delta=(0, 0))], [p(lsb=None, delta=(0, 0))], [p(50, lsb=None, delta=(0, 1))]], ""),
        row("two IDR pictures with different idr_pic_id", [[S, P, idr(0, 0)], [idr(50, 1)]], "Takes them for slices of one picture."),
        row("two IDR pictures whose idr_pic_id is wrongly the same", [[S, P, idr()], [S, P, idr()]], "Takes the second one's parameter sets for part of the first picture."),
        row("IDR after a picture with the same frame_num", [[S, P, idr()], [slice_(1, 2, 50, frame_num=0)]], ""),
        row("two fields are two access units", [[field_sps, P, slice_(5, 3, idr=0, field="top")], [slice_(1, 2, 0, field="bottom")], [slice_(1, 2, 0, field="frame", frame_num=1)]], "Takes the second field for a slice of the first."),
        row("a redundant picture belongs to the primary one", [[S, redundant_pps, slice_(5, 3, idr=0, redundant=0), slice_(5, 3, idr=0, redundant=1)], [p(redundant=0), p(50, redundant=0), p(redundant=1)]], "Begins a picture with it."),
        row("separate colour planes repeat macroblock 0", [[planes, P] + [slice_(5, 3, idr=0, plane=i) for i in range(3)], [p(plane=0), p(plane=1), p(plane=2)]], "Makes three pictures."),
        row("data partitions", [[S, P, idr()], [slice_(2, 2, frame_num=1, lsb=2), b"\x43\x80", b"\x44\x80"], [slice_(2, 2, frame_num=2, lsb=4), b"\x43\x80"]], "Makes a picture of each partition."),
        row("delimiter, parameter sets and SEI begin the next access unit", [[aud, S, P, sei, idr()], [aud, sei, p()], [P, sei, p(num=2, lsb=4)]], "Leaves them at the end of the one before."),
        row("parameter sets between the slices of a picture", [[S, P, idr(), pps(3), idr(50)], [pps(3), p()]], "Ends the picture at the first of them."),
        row("a prefix NAL unit before every slice of the base layer", [[S, P, prefix, idr(), prefix, idr(50), extension, extension], [prefix, p(), prefix, p(50), extension]], "Ends the picture at the second prefix."),
        row("an auxiliary picture and filler follow the primary one", [[S, P, idr(), auxiliary, filler], [p(), filler]], "Begins a picture with them."),
        row("end of sequence", [[S, P, idr(), eos], [S, P, idr()]], "Leaves it at the start of the next."),
        row("the parameter sets are not there: macroblock 0 begins a picture", [[p(), p(50)], [p(num=2), p(50, 2)]], "Fails, or waits for ever."),
        row("slice data partition or slice before any picture", [[p(50)], [p(num=2)]], ""),
    ]
    for map_type in range(7):
        shaped = pps(groups=groups_of_type(map_type), redundant=True)
        sets.append(row(f"slice groups of type {map_type}", [[S, shaped, slice_(5, 3, idr=0, redundant=0)], [p(redundant=0), p(redundant=1)]], "Loses its place in the PPS, and with it redundant_pic_cnt_present_flag."))
    return sets


def avc_configurations():
    base, baseline_pps = sps(66, 0xC0, 30), pps()
    high = sps(100, 0, 40)
    lengths = lambda *nals: b"".join(struct.pack(">H", len(n)) + n for n in nals)
    def row(name, record, profile, compatibility, level, size, spss, ppss, wrong, high=None, **more):
        return {"name": name, **more, "record": h(record), "profileIdc": profile, "profileCompatibility": compatibility, "levelIdc": level,
                "lengthSize": size, "sps": [n.hex() for n in spss], "pps": [n.hex() for n in ppss], **({"high": high} if high else {}), "wrong": wrong}
    deep = {"chromaFormat": 1, "bitDepthLuma": 8, "bitDepthChroma": 8, "spsExtensions": []}
    return [
        row("Baseline, 4-byte lengths", h("01 42 c0 1e ff e1", lengths(base), "01", lengths(baseline_pps)), 66, 0xC0, 30, 4, [base], [baseline_pps], ""),
        row("2-byte lengths", h("01 42 c0 1e fd e1", lengths(base), "01", lengths(baseline_pps)), 66, 0xC0, 30, 2, [base], [baseline_pps], "Assumes 4."),
        row("1-byte lengths and two PPS", h("01 42 c0 1e fc e1", lengths(base), "02", lengths(baseline_pps, pps(1))), 66, 0xC0, 30, 1, [base], [baseline_pps, pps(1)], ""),
        row("High with its four bytes more", h("01 64 00 28 ff e1", lengths(high), "01", lengths(baseline_pps), "fd f8 f8 00"), 100, 0, 40, 4, [high], [baseline_pps], "Takes them for another parameter set.", deep),
        row("High without them, as many writers leave it", h("01 64 00 28 ff e1", lengths(high), "01", lengths(baseline_pps)), 100, 0, 40, 4, [high], [baseline_pps], "Fails."),
        row("with an SPS extension", h("01 64 00 28 ff e1", lengths(high), "01", lengths(baseline_pps), "fd f8 f8 01 0002 6d 80"), 100, 0, 40, 4, [high], [baseline_pps], "", {**deep, "spsExtensions": ["6d80"]}),
        row("reserved bits that are 0", h("01 42 c0 1e 03 01", lengths(base), "01", lengths(baseline_pps)), 66, 0xC0, 30, 4, [base], [baseline_pps], "Refuses what every decoder takes.", direction="read"),
        row("no parameter sets: they are in the stream", h("01 42 c0 1e ff e0 00"), 66, 0xC0, 30, 4, [], [], "Fails."),
    ]
