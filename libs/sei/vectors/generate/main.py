#!/usr/bin/env python3
"""Writes the conformance vectors of the folder above. Shares no code with the library: what it writes is checked by
people against the standards, not by the code under test. Run it after changing a row and review the difference."""
import avc_pictures
import hevc_pictures
import messages
from common import write

messages.write_all()
write("sps", "Sequence parameter sets", "ITU-T H.264, 7.3.2.1.1 and Annex E; H.265, 7.3.2.2 and Annex E",
      {"nal": "the NAL unit", "width, height": "luma samples after cropping", "frameRate": "frames per second; null when the VUI does not say it",
       "reorderDepth": "max_num_reorder_frames or what E.2.1 infers; in H.265 sps_max_num_reorder_pics of the highest sub-layer"},
      avc_pictures.sps_vectors() + hevc_pictures.sps_vectors())
write("access-unit", "Borders of access units", "ITU-T H.264, 7.4.1.2.3 and 7.4.1.2.4; H.265, 7.4.2.4.4",
      {"accessUnits": "NAL units of each access unit; the input is all of them one after another"},
      avc_pictures.access_unit_vectors() + hevc_pictures.access_unit_vectors())
write("avc-configuration", "AVCDecoderConfigurationRecord", "ISO/IEC 14496-15, 5.3.3.1", {"record": "the record"}, avc_pictures.avc_configurations())
write("hevc-configuration", "HEVCDecoderConfigurationRecord", "ISO/IEC 14496-15, 8.3.3.1", {"record": "the record"}, hevc_pictures.hevc_configurations())
