export {
  type FlvHeader,
  type FlvTag,
  type FlvTagType,
  FLV_TAG_HEADER_BYTES,
  MAX_FLV_BODY_BYTES,
  flvTagSize,
  writeFlvHeader,
  writeFlvTag,
  writeFlvTagHeader,
  writeFlvTagTrailer,
} from './flv/flv-tag.js';
export { FlvReader, type FlvReaderOptions, type LocatedFlvTag } from './flv/flv-reader.js';
export { type FurtherTracks } from './flv/multitrack.js';
export {
  type VideoCodecPacket,
  type VideoCommand,
  type VideoPacket,
  type VideoTagBody,
  type VideoTagSyntax,
  readVideoTagBody,
  writeVideoTagBody,
  writeVideoTagHeader,
} from './flv/video-tag-body.js';
export {
  type AudioCodec,
  type AudioCodecPacket,
  type AudioPacket,
  type AudioTagBody,
  readAudioTagBody,
  writeAudioTagBody,
  writeAudioTagHeader,
} from './flv/audio-tag-body.js';
export { type Amf0Object, type Amf0Value, readAmf0, writeAmf0 } from './flv/amf0.js';
export {
  type ScriptData,
  metadataOf,
  readScriptData,
  writeMetadata,
  writeScriptData,
} from './flv/script-data.js';

export {
  type AudioSpecificConfig,
  type SbrSignalling,
  aacCodecString,
  aacLowComplexity,
  outputSamplingFrequency,
  readAudioSpecificConfig,
  writeAudioSpecificConfig,
} from './aac/audio-specific-config.js';
export { type ChannelElement, type ProgramConfigElement } from './aac/program-config-element.js';
export { type AdtsFrame, adtsToConfig, readAdts, writeAdts } from './aac/adts.js';

export {
  AUDIO_TRACK_ID,
  type Fmp4AudioTrack,
  type Fmp4VideoTrack,
  type InitSegmentOptions,
  VIDEO_TRACK_ID,
  initSegment,
} from './fmp4/init-segment.js';
export {
  type Fmp4Sample,
  type Fmp4TrackFragment,
  type MediaSegmentOptions,
  type PlannedSegment,
  mediaSegment,
  planMediaSegment,
} from './fmp4/media-segment.js';
export { type InitSegmentTrack, readInitSegment } from './fmp4/init-segment-reader.js';
export { readMediaSegment } from './fmp4/media-segment-reader.js';
export { type MovieFragment, type TrackFragment, readMovieFragment } from './fmp4/movie-fragment-reader.js';
export { type FragmentSample } from './fmp4/track-run.js';
export { firstFrameBox, readFirstFrame } from './fmp4/first-frame.js';
export {
  type ProducerReferenceTime,
  producerReferenceTime,
  readProducerReferenceTime,
} from './fmp4/producer-reference-time.js';
export {
  type BoxHeader,
  MAX_BOX_HEADER_BYTES,
  type ReadBox,
  readBoxes,
  readBoxHeader,
} from './mp4/box-reader.js';

export { MpegTsReader, type MpegTsReaderOptions } from './mpeg-ts/mpeg-ts-reader.js';
export { type TsChunk } from './mpeg-ts/elementary-stream.js';
export {
  type TsKind,
  type TsUnit,
  TransportStreamWriter,
  writeTransportStream,
} from './mpeg-ts/ts-writer.js';
export { findTsPackets } from './mpeg-ts/packet-splitter.js';
export { type OnFault } from './held-fault.js';
export { type TsStream, TsStreamType } from './mpeg-ts/program-tables.js';
export { TS_SYNC_BYTE } from './mpeg-ts/ts-packet.js';

export {
  type DateRange,
  type MediaPlaylistHead,
  type RenditionReport,
  type ByteRange,
  DISCONTINUITY_TAG,
  END_LIST_TAG,
  byteRangeTag,
  dateTimeTag,
  mapTag,
  mediaPlaylistHead,
  partTag,
  preloadHintTag,
  segmentLines,
} from './m3u8/media-playlist.js';
export { type Variant, multivariantPlaylist } from './m3u8/multivariant-playlist.js';
export {
  type ListedMedia,
  type ListedPart,
  type ListedSegment,
  readFirstVariant,
  readMediaPlaylist,
  readRangedFile,
} from './m3u8/media-playlist-reader.js';

export {
  type Mpd,
  type MpdPeriod,
  type MpdRepresentation,
  type MpdSegment,
  type MpdTrack,
  writeMpd,
} from './mpd/mpd.js';
export { type ListedMpd, type ListedPeriod, type ListedTrack, readMpd } from './mpd/mpd-reader.js';

export { type EventMessage, eventMessage, ID3_SCHEME } from './fmp4/event-message.js';
export { id3PrivateTag } from './id3/id3-tag.js';
export { type Box, box, fourCc, u32, writeBoxes } from './mp4/box-writer.js';
export { audioSampleEntry, type VisualEntry, visualSampleEntry } from './mp4/sample-entry-writer.js';
export { SampleTable, type TableSample } from './mp4/sample-table.js';
export {
  type Edit,
  editList,
  type Handler,
  movieHeader,
  trackBox,
  type TrackBoxOptions,
} from './mp4/track-box.js';
export { readTimedTextSample, timedTextEntry, timedTextSample } from './mp4/timed-text.js';
export { type MetaItem, metaItems, readMetaItems } from './mp4/meta-items.js';
export { titleBox } from './mp4/user-data.js';
export { type MovieTrack, readMovie } from './mp4/movie-reader.js';
export { type SampleIndex } from './mp4/sample-table-reader.js';
export { type ReadableBytes, readTopLevelBoxes } from './mp4/top-level-boxes.js';

export {
  type RtpHeader,
  type RtpPacket,
  RTP_HEADER_BYTES,
  readRtpPacket,
  readdressRtp,
  writeRtpHeader,
} from './rtp/rtp-packet.js';
export { H264Depayloader, h264Payloads } from './rtp/h264-payload.js';
export {
  type RtcpFeedback,
  type SenderReport,
  isRtcp,
  readRtcpFeedback,
  writeGoodbye,
  writeSenderReport,
} from './rtp/rtcp.js';
export { OggReader } from './ogg/ogg-reader.js';
