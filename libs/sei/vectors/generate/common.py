"""Bits, hex and files for the vector scripts."""
import json
import pathlib

VECTORS = pathlib.Path(__file__).parent.parent


def h(*parts):
    """Joins hex strings (blanks allowed) and bytes to one lower-case hex string."""
    return "".join(p.hex() if isinstance(p, bytes) else p.replace(" ", "") for p in parts).lower()


def write(name, title, standard, fields, vectors):
    rows = [{key: value for key, value in row.items() if (key, value) != ("wrong", "")} for row in vectors]
    document = {"title": title, "standard": standard, "fields": fields, "vectors": rows}
    (VECTORS / f"{name}.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


class Bits:
    """Bits of an RBSP, most significant first, with the Exp-Golomb codes of H.264 9.1."""

    def __init__(self):
        self.bits = ""

    def __len__(self):
        return len(self.bits)

    def u(self, size, value):
        assert 0 <= value < 1 << size
        self.bits += f"{value:0{size}b}" if size else ""
        return self

    def flag(self, value):
        return self.u(1, int(value))

    def ue(self, value):
        code = f"{value + 1:b}"
        self.bits += "0" * (len(code) - 1) + code
        return self

    def se(self, value):
        return self.ue(2 * value - 1 if value > 0 else -2 * value)

    def rbsp(self):
        """With rbsp_trailing_bits and emulation prevention."""
        bits = self.bits + "1"
        bits += "0" * (-len(bits) % 8)
        raw = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
        out = bytearray()
        for byte in raw:
            if len(out) >= 2 and out[-1] == 0 and out[-2] == 0 and byte <= 3:
                out.append(3)
            out.append(byte)
        return bytes(out)
