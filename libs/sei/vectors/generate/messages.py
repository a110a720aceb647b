"""Vectors of framing, SEI and the lesson message, byte by byte; checksums come from zlib."""
import struct
import zlib

from common import Bits, h, write

UUID = "5bbdd4ab82fa4e7794243f7067522992"
OTHER_UUID = "dc45e9bde6d948b7962cd820d923eeef"


def emulation_prevention():
    rows = [
        ("nothing to escape", "65 88 84 00 10", "65 88 84 00 10", "Escapes single zeros."),
        ("00 00 00 is escaped", "06 00 00 00 80", "06 00 00 03 00 80", "A decoder sees trailing zeros or a start code."),
        ("00 00 01 is escaped", "06 00 00 01 80", "06 00 00 03 01 80", "A decoder cuts the NAL unit in two at the false start code."),
        ("00 00 02 is escaped", "06 00 00 02 80", "06 00 00 03 02 80", "Only 00, 01 and 03 are escaped; 02 is reserved and forbidden too."),
        ("00 00 03 is escaped", "06 00 00 03 80", "06 00 00 03 03 80", "The reader drops a byte of the payload."),
        ("00 00 04 is not", "06 00 00 04 80", "06 00 00 04 80", "Escapes too much: valid, but sizes differ from everybody else's."),
        ("the count starts again after an escape", "06 00 00 00 00 00 80", "06 00 00 03 00 00 03 00 80", "Counts the zeros before the escape again, and escapes after every zero."),
        ("four zeros and a one", "06 00 00 00 00 01 80", "06 00 00 03 00 00 03 01 80", "Leaves 00 00 01 after the first escape."),
        ("a cabac_zero_word at the end is closed", "65 80 00 00", "65 80 00 00 03", "Ends in zeros, which the byte stream takes for trailing_zero_8bits."),
    ]
    vectors = [{"name": n, "rbsp": h(r), "nal": h(x), "wrong": w} for n, r, x, w in rows]
    vectors.append({
        "name": "a 03 after two zeros goes whatever follows it",
        "direction": "read", "rbsp": h("06 00 00 ff 80"), "nal": h("06 00 00 03 ff 80"),
        "wrong": "Keeps the 03 because 00 00 ff needed no escape; the syntax of 7.3.1 does not ask what follows.",
    })
    write("emulation-prevention", "emulation_prevention_three_byte", "ITU-T H.264 and H.265, 7.3.1 and 7.4.1",
          {"rbsp": "NAL unit before escaping, with its header", "nal": "NAL unit as it is in the stream"}, vectors)


def annex_b():
    sps, pps, idr = "67 42 c0 0a", "68 ce 38 80", "65 88 84 21"
    rows = [
        ("4-byte start codes", "both", h("00000001", sps, "00000001", pps), [sps, pps], "Keeps the zero_byte as the last byte of the SPS."),
        ("3-byte start codes", "read", h("000001", sps, "000001", pps), [sps, pps], "Looks for 00 00 00 01 only and finds nothing."),
        ("3- and 4-byte start codes mixed, as x264 writes them", "read", h("00000001", sps, "00000001", pps, "000001", idr), [sps, pps, idr], "Glues the slice to the PPS."),
        ("leading_zero_8bits and trailing_zero_8bits", "read", h("0000 00000001", sps, "000000 00000001", pps, "0000"), [sps, pps], "Hands zeros on as part of a NAL unit; a decoder then reads cabac_zero_words or fails."),
        ("an escaped start code inside is payload", "both", h("00000001 06 00 00 03 01 80"), ["06 00 00 03 01 80"], "Takes 03 01 for a start code."),
        ("a payload byte 01 after one zero is no start code", "both", h("00000001 65 00 01 00 02 01"), ["65 00 01 00 02 01"], "Looks at two bytes only."),
        ("an empty stream", "both", "", [], "Fails."),
        ("nothing between two start codes", "read", h("000001 000001", idr), [idr], "Makes a NAL unit of no bytes and reads its type past the end."),
    ]
    vectors = [{"name": n, **({} if d == "both" else {"direction": d}), "stream": s, "nals": [h(x) for x in ns], "wrong": w}
               for n, d, s, ns, w in rows]
    write("annex-b", "Byte stream format", "ITU-T H.264 and H.265, B.1",
          {"stream": "the byte stream", "nals": "its NAL units; writing puts a 4-byte start code before each"}, vectors)


def length_prefixed():
    idr, sei = "65 88 84 21", "06 05 01 ff 80"
    long = "65" + "55" * 299
    rows = [
        ("4-byte lengths", "both", 4, h("00000005", sei, "00000004", idr), [sei, idr], ""),
        ("2-byte lengths", "both", 2, h("0005", sei, "0004", idr), [sei, idr], "Assumes 4 bytes: reads a length of 330,757."),
        ("1-byte lengths", "both", 1, h("05", sei, "04", idr), [sei, idr], "Assumes 4 bytes."),
        ("a 2-byte length above 255", "both", 2, h("012c", long), [long], "Reads one byte of the length."),
        ("a length that looks like a start code", "both", 4, h("00000001", "09", "00000005", sei), ["09", sei], "Takes the sample for a byte stream because it begins with 00 00 00 01."),
        ("an empty NAL unit is passed over", "read", 4, h("00000000", "00000004", idr), [idr], "Ends the sample there, or reads a type past the end."),
    ]
    vectors = [{"name": n, **({} if d == "both" else {"direction": d}), "lengthSize": z, "sample": s, "nals": [h(x) for x in ns], "wrong": w}
               for n, d, z, s, ns, w in rows]
    write("length-prefixed", "Length-prefixed sample", "ISO/IEC 14496-15, 5.3.2",
          {"lengthSize": "lengthSizeMinusOne + 1 of the decoder configuration", "sample": "the sample", "nals": "its NAL units"}, vectors)


def sei_messages():
    def m(t, payload):
        return {"payloadType": t, "payload": h(payload)}
    rows = [
        ("one message", "both", [m(5, "09")], h("05 01 09 80"), ""),
        ("two messages in one NAL unit", "both", [m(1, ""), m(5, "09")], h("01 00 05 01 09 80"), "Reads only the first; the lesson's message may be any of them."),
        ("a size of 254 takes one byte", "both", [m(5, "aa" * 254)], h("05 fe", "aa" * 254, "80"), ""),
        ("a size of exactly 255 takes two bytes", "both", [m(5, "aa" * 255)], h("05 ff 00", "aa" * 255, "80"), "Stops at ff and takes 00 as the first byte of the payload."),
        ("a size of 256", "both", [m(5, "aa" * 256)], h("05 ff 01", "aa" * 256, "80"), "Multiplies instead of adding: 255 * 256 + 1."),
        ("a size of 510", "both", [m(5, "aa" * 510)], h("05 ff ff 00", "aa" * 510, "80"), "Reads at most two bytes of size."),
        ("a type of 255", "both", [m(255, "07")], h("ff 00 01 07 80"), "Reads the type as one byte."),
        ("a type of 300 and an empty payload", "both", [m(300, "")], h("ff 2d 00 80"), ""),
        ("a type of 128 at the end is no trailing bits", "both", [m(128, "")], h("80 00 80"), "Takes the first 80 for rbsp_trailing_bits."),
        ("a payload that ends in 80", "both", [m(5, "09 80")], h("05 02 09 80 80"), "Takes the payload's last byte for rbsp_trailing_bits."),
        ("no message at all", "both", [], h("80"), ""),
        ("rbsp_trailing_bits are missing, as careless encoders write it", "read", [m(5, "09")], h("05 01 09"), "Refuses a message that is complete, or reads past the end."),
        ("zeros after the trailing bits", "read", [m(5, "09")], h("05 01 09 80 00 00"), "Reads the zeros as an empty message of type 0."),
    ]
    vectors = [{"name": n, **({} if d == "both" else {"direction": d}), "rbsp": r, "messages": ms, "wrong": w} for n, d, ms, r, w in rows]
    write("sei-message", "List of sei_message()", "ITU-T H.264, 7.3.2.3; H.265, 7.3.2.4 and 7.3.5",
          {"rbsp": "SEI RBSP: no NAL unit header, no emulation prevention", "messages": "payloadType and payload of every message"}, vectors)


WALL = 1_700_000_000_000  # 2023-11-14T22:13:20Z


def head(flags, seq, wall=WALL):
    return struct.pack(">BBIQ", 1, flags, seq, wall)


def lesson_message():
    def meaning(seq, body, snapshot=False, repeat=False, signature=None, wall=WALL):
        value = {"seq": seq, "wallClockMs": wall, "snapshot": snapshot, "repeat": repeat, "body": body.decode()}
        return {**value, **({"signature": signature.hex()} if signature else {})}
    event = '{"type":"marker","name":"é"}'.encode()
    signature = bytes(range(64))
    rows = [
        ("an event", h("01 00 00000007 0000018bcfe56800", event), meaning(7, event), "Reads the wall clock as 32 bits, or little-endian."),
        ("a snapshot", h(head(1, 7), b"{}"), meaning(7, b"{}", snapshot=True), "Takes it for event 7 and drops the real one as a duplicate."),
        ("a repeat", h(head(8, 7), event), meaning(7, event, repeat=True), "Applies the event twice."),
        ("signed: the last 64 bytes are no JSON", h(head(4, 7), event, signature), meaning(7, event, signature=signature), "Hands the signature to the JSON parser."),
        ("the largest seq", h(head(0, 0xFFFFFFFF), b"{}"), meaning(0xFFFFFFFF, b"{}"), "Reads a signed number: -1."),
        ("an empty body", h(head(0, 0)), meaning(0, b""), "Takes the message for truncated."),
    ]
    vectors = [{"name": n, "userData": [u], "message": m, "wrong": w} for n, u, m, w in rows]
    vectors.append({"name": "unknown flags are ignored", "direction": "read", "userData": [h(head(0xF0, 7), event)],
                    "message": meaning(7, event), "wrong": "Refuses what a later server adds."})
    vectors.append({"name": "a version it does not know is skipped", "direction": "read", "userData": [h("02 00 ff ff")],
                    "message": None, "wrong": "Reads fields of a layout it cannot know, or fails."})
    body = b'"' + bytes(0x61 + i % 26 for i in range(1998)) + b'"'
    crc = zlib.crc32(body)
    slices = [body[i:i + 896] for i in range(0, len(body), 896)]
    parts = [h(head(2, 8), struct.pack(">HHI", i, len(slices), crc), s) for i, s in enumerate(slices)]
    signed = [h(head(6, 8), struct.pack(">HHI", i, len(slices), crc), s, signature) for i, s in enumerate(slices)]
    text = meaning(8, body)
    vectors += [
        {"name": "three fragments", "userData": parts, "message": text, "wrong": "Parses each slice as JSON of its own."},
        {"name": "a signature is repeated in every fragment", "userData": signed, "message": meaning(8, body, signature=signature),
         "wrong": "Leaves 64 bytes of signature in the middle of the body."},
        {"name": "fragments out of order", "direction": "read", "userData": [parts[2], parts[0], parts[1]], "message": text,
         "wrong": "Appends slices as they come."},
        {"name": "fragments that come twice", "direction": "read", "userData": [parts[0], parts[0], parts[1], parts[1], parts[2]],
         "message": text, "wrong": "Counts fragments instead of remembering which."},
        {"name": "another message between the fragments", "direction": "read",
         "userData": [parts[0], h(head(2, 9), struct.pack(">HHI", 0, 2, 1), b"x"), parts[1], parts[2]], "message": text,
         "wrong": "Mixes the bodies of two messages."},
        {"name": "a fragment is missing", "direction": "read", "userData": [parts[0], parts[2]], "message": None,
         "wrong": "Hands out a body with a hole."},
    ]
    write("lesson-message", "Lesson message, version 1", "docs/signalling.md",
          {"userData": "what follows the UUID in user_data_unregistered, in the order received",
           "message": "what the last of them completes; null when nothing does"}, vectors)


def cropped_to_nothing():
    bits = Bits().u(8, 0x67).u(8, 66).u(8, 0).u(8, 30).ue(0)
    bits.ue(0).ue(2).ue(1).flag(0).ue(0).ue(0).flag(1).flag(0)  # one macroblock
    bits.flag(1).ue(4).ue(4).ue(0).ue(0)  # 16 - 2 * (4 + 4) samples wide
    end = len(bits) // 8
    return bits.flag(0).rbsp(), end


def too_wide():
    bits = Bits().u(8, 0x67).u(8, 66).u(8, 0).u(8, 30).ue(0).ue(0).ue(2).ue(1).flag(0).ue(1055)
    end = len(bits) // 8
    return bits.ue(0).flag(1).flag(0).flag(0).flag(0).rbsp(), end


def malformed():
    cropped, crop_end = cropped_to_nothing()
    wide, wide_end = too_wide()
    def row(name, reader, hex_, reason, offset, wrong, **more):
        return {"name": name, "reader": reader, "hex": hex_, "reason": reason, "offset": offset, "wrong": wrong, **more}
    vectors = [
        row("an SEI size beyond the end", "sei-message", h("05 20 09 80"), "truncated", 2, "Reads past the end, or allocates what the size says."),
        row("an SEI size that never ends", "sei-message", h("05 ff ff ff"), "truncated", 4, "Loops, or adds 255 for ever."),
        row("an SEI type without a size", "sei-message", h("05"), "truncated", 1, "Takes 0 for the size."),
        row("a NAL length beyond the sample", "length-prefixed", h("00000009 65 88"), "truncated", 0, "Reads past the end.", lengthSize=4),
        row("a NAL length cut short", "length-prefixed", h("00000002 65 88 00 00"), "truncated", 6, "Reads zeros that are not there.", lengthSize=4),
        row("a NAL length of 4 GiB", "length-prefixed", h("ffffffff 65"), "truncated", 0, "Adds in 32 bits: the sum overflows and the check passes.", lengthSize=4),
        row("a byte stream without a start code", "annex-b", h("47 40 00 10"), "bad-signature", 0, "Hands out bytes of another format as a NAL unit."),
        row("user data shorter than a UUID", "user-data", h("5bbdd4ab82fa"), "truncated", 6, "Compares with what lies behind the payload."),
        row("a lesson message cut in its header", "lesson-message", h("01 00 00000007 0000"), "truncated", 8, ""),
        row("signed, but shorter than a signature", "lesson-message", h(head(4, 7), b"{}"), "truncated", 14, "Computes a negative body length."),
        row("fragment 3 of 3", "lesson-message", h(head(2, 7), struct.pack(">HHI", 3, 3, 0), b"x"), "bad-value", 14, "Writes behind its array."),
        row("65,535 fragments announced", "lesson-message", h(head(2, 7), struct.pack(">HHI", 0, 0xFFFF, 0), b"x"), "too-large", 14, "Allocates for all of them at once."),
        row("a body that its CRC-32 contradicts", "lesson-message", h(head(2, 7), struct.pack(">HHI", 0, 1, zlib.crc32(b"{}") ^ 1), b"{}"), "crc-mismatch", 0, "Shows a lesson that nobody sent."),
        row("a reserved lengthSizeMinusOne of 2", "avc-configuration", h("01 42 c0 1e fe e0 00"), "bad-value", 4, "Reads 3-byte lengths, or takes 4 and loses its place in every sample."),
        row("an AVC configuration of version 0", "avc-configuration", h("00 42 c0 1e ff e0 00"), "bad-signature", 0, "Takes an Annex B stream, which begins with 00, for a configuration."),
        row("an SPS cropped to nothing", "sps", cropped.hex(), "bad-value", crop_end, "Divides by zero, or shows a negative size."),
        row("an SPS wider than any level allows", "sps", wide.hex(), "bad-value", wide_end, "Allocates pictures of any size."),
        row("an Exp-Golomb code of 33 zeros", "sps", h("67 42 00 1e 00 00 00 00 7f ff ff ff ff"), "bad-value", 8, "Shifts by more than 31 bits."),
        row("an SPS cut short", "sps", h("67 64 00"), "truncated", 3, "Reads zeros: a picture of 16x16."),
    ]
    write("malformed", "What must be refused", "ITU-T H.264; ISO/IEC 14496-15; docs/signalling.md",
          {"reader": "what the bytes are read as", "hex": "the input", "reason": "kind of error",
           "offset": "byte at which the input is first wrong"}, vectors)


def access_units():
    aud, sps, pps, idr, p = "09 f0", "67 42 c0 0a f4", "68 ce 38 80", "65 88 84 21", "41 9a 21"
    buffering = "06 00 01 c0 80"
    ours_payload = h(UUID, head(0, 7, 0x0001020304050607), b"{}")
    size = len(ours_payload) // 2
    # Flags and seq are 00 00 00 00 07: one escape after two zeros, and 07 needs none.
    ours = h("06 05", f"{size:02x}", UUID, "01 00 00 03 00 00 07 00 01 02 03 04 05 06 07", b"{}", "80")
    ours_hevc = h("4e 01 05", f"{size:02x}", UUID, "01 00 00 03 00 00 07 00 01 02 03 04 05 06 07", b"{}", "80")
    other = h("06 05 12", OTHER_UUID, "61 62 80")
    both = h("06 05 12", OTHER_UUID, "61 62 05", f"{size:02x}", UUID, "01 00 00 03 00 00 07 00 01 02 03 04 05 06 07", b"{}", "80")
    prefix, ext = "6e c0 80 0f", "74 c0 80 0f b8"
    h_aud, h_vps, h_sps, h_pps, h_idr, h_suffix = "46 01 50", "40 01 0c", "42 01 01", "44 01 c1", "26 01 af", "50 01 84 01 aa 80"
    h_trail_t2 = "02 03 d0"
    ours_hevc_t2 = ours_hevc[:2] + "03" + ours_hevc[4:]

    def row(name, before, sei, after, wrong, codec="h264"):
        return {"name": name, "codec": codec, "nalsBefore": [h(x) for x in before], "sei": [h(x) for x in sei],
                "nalsAfter": [h(x) for x in after], "wrong": wrong}
    insert = [
        row("before a lone slice", [p], [ours], [ours, p], "Puts it after the slice: it then belongs to the next picture."),
        row("after delimiter and parameter sets", [aud, sps, pps, idr], [ours], [aud, sps, pps, ours, idr], "Puts it before the delimiter: it then belongs to the picture before."),
        row("after SEI that is there already", [buffering, idr], [ours], [buffering, ours, idr], "A buffering_period message must be the first of the picture."),
        row("before the prefix NAL unit of a scalable stream", [sps, prefix, idr, ext], [ours], [sps, ours, prefix, idr, ext], "Parts the prefix from its slice."),
        row("before the first of several slices", [p, p, p], [ours], [ours, p, p, p], "Inserts before each slice."),
        row("two NAL units keep their order", [p], [other, ours], [other, ours, p], ""),
        row("H.265: after parameter sets, before the slice", [h_aud, h_vps, h_sps, h_pps, h_idr, h_suffix], [ours_hevc], [h_aud, h_vps, h_sps, h_pps, ours_hevc, h_idr, h_suffix], "Looks for H.264 types: 26 is type 6 there.", "h265"),
        row("H.265: takes the TemporalId of the picture", [h_trail_t2], [ours_hevc], [ours_hevc_t2, h_trail_t2], "Stays behind when a relay drops the temporal sub-layer, and lands on another picture.", "h265"),
    ]

    def strip(name, before, after, wrong, codec="h264"):
        return {"name": name, "codec": codec, "nalsBefore": [h(x) for x in before], "nalsAfter": [h(x) for x in after], "wrong": wrong}
    strips = [
        strip("ours goes", [aud, ours, p], [aud, p], ""),
        strip("others stay, byte for byte", [buffering, other, p], [buffering, other, p], "Removes all SEI."),
        strip("one message of two in a NAL unit", [both, p], [other, p], "Removes both, or neither."),
        strip("wherever it stands", [p, ours], [p], "Looks before the slices only: the forged message passes."),
        strip("with a nal_ref_idc that it must not have", ["26" + ours[2:], p], [p], "Compares the whole header byte with 06."),
        strip("malformed, but with our UUID in it", ["06 05 7f" + UUID + "01 00 80", p], [p], "Lets it pass because it could not be read; another reader may read it."),
        strip("malformed, of others", ["06 05 7f" + OTHER_UUID + "01 00 80", p], ["06 05 7f" + OTHER_UUID + "01 00 80", p], ""),
        strip("H.265 suffix SEI", [h_idr, "50" + ours_hevc[2:]], [h_idr], "Looks for type 39 only.", "h265"),
    ]
    write("insert-sei", "Placing SEI in an access unit", "ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.2 and 7.4.2.4.4; docs/signalling.md",
          {"nalsBefore": "the access unit", "sei": "SEI NAL units to put in", "nalsAfter": "the access unit with them"}, insert)
    write("strip-sei", "Removing the lesson's messages from an access unit", "docs/signalling.md, what a player may rely on, 7",
          {"uuid": "whose messages go: 5bbdd4ab-82fa-4e77-9424-3f7067522992", "nalsBefore": "the access unit", "nalsAfter": "what is left"}, strips)



def write_all():
    emulation_prevention()
    annex_b()
    length_prefixed()
    sei_messages()
    lesson_message()
    malformed()
    access_units()
