import { Injectable } from '@nestjs/common';
import { ViewerTransport } from '@lockstep/contracts';
import { FlvEndpoint } from '../streaming/flv-endpoint.js';
import { PackagedEndpoint } from '../streaming/packaged-endpoint.js';
import { RtmpService } from '../streaming/rtmp.service.js';
import { SrtService } from '../streaming/srt.service.js';
import { Viewers } from '../streaming/viewers.js';
import { observe } from './instruments.js';
import { MetricsRegistry } from './metrics-registry.js';

/** Who watches, and what they are sent. */
@Injectable()
export class ViewerMetrics {
  constructor(
    { meter }: MetricsRegistry,
    viewers: Viewers,
    flv: FlvEndpoint,
    rtmp: RtmpService,
    packaged: PackagedEndpoint,
    srt: SrtService,
  ) {
    observe(
      meter,
      {
        viewers: ['gauge', 'Viewers now, over each transport.'],
        viewer_bytes: [
          'counter',
          'Bytes sent to viewers. FLV counts those over WebSocket too, packaged is HLS and DASH.',
        ],
        viewer_drops: ['counter', 'Times that a viewer fell behind and went on at a later frame.'],
        viewers_stalled: ['counter', 'Viewers that were closed because they did not read.'],
      },
      (note) => {
        const counts = viewers.counts();
        for (const transport of ViewerTransport.options)
          note('viewers', counts.get(transport) ?? 0, { transport });
        const flvStats = flv.stats();
        note('viewer_bytes', flvStats.bytes, { transport: 'flv' });
        note('viewer_drops', flvStats.drops, { transport: 'flv' });
        const stalled = flvStats.streams.reduce((sum, stream) => sum + stream.stalled, 0);
        note('viewers_stalled', stalled, { transport: 'flv' });
        note('viewer_bytes', rtmp.stats?.bytes, { transport: 'rtmp' });
        note('viewer_drops', rtmp.stats?.drops, { transport: 'rtmp' });
        note('viewer_drops', srt.stats?.drops, { transport: 'srt' });
        note('viewer_bytes', packaged.bytes, { transport: 'packaged' });
      },
    );
  }
}
