import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { text } from 'node:stream/consumers';

type Answer = { status: number; retryAfter: string | undefined; text: string };

/** Posts JSON and follows no redirect, in half the time that `fetch` takes for it. Rejects with the network's error, or a TimeoutError after so many milliseconds. */
export async function postJson(
  url: string,
  content: unknown,
  timeout: number,
  more: Record<string, string> = {},
): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(content));
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length, ...more };
  const request = (url.startsWith('https:') ? overHttps : overHttp)(url, { method: 'POST', headers });
  const timer = setTimeout(() => request.destroy(new DOMException('no answer', 'TimeoutError')), timeout);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject).end(body);
    });
    return {
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'],
      text: await text(response),
    };
  } finally {
    clearTimeout(timer);
  }
}
