import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Logger } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { afterEach, expect, it, vi } from 'vitest';
import { ProblemFilter } from './problem.filter.js';

afterEach(() => {
  vi.restoreAllMocks();
});

it('a sender who leaves in the middle of an upload is no failure in the log', async () => {
  const logged = vi.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly the beginning');
  const [request, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  socket.destroy();
  await once(response, 'close');
  new ProblemFilter().catch(new Error('Request aborted'), new ExecutionContextHost([request, response]));
  expect(logged).not.toHaveBeenCalled();
  server.close();
});
