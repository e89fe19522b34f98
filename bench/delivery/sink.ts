import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A platform that takes every message at once: reads each request to its end and answers with a number. Prints its port; ends with its input. */
let taken = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    taken += 1;
    response.end(JSON.stringify({ id: String(taken) }));
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.stdin.resume().on('end', () => process.exit(0));
