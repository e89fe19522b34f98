import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { missingScope } from './scopes.ts';
import { textOf, type Body, type Fault, type State } from './state.ts';
import { blocksRefusal, grantAccess, METHODS } from './web-api.ts';

type Answer = { status: number; headers?: Record<string, string>; text: string };

const json = (body: Body, headers?: Record<string, string>): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  text: JSON.stringify(body),
});

/** Answers one request as Slack's servers do, with whatever fault is planned for it. `url` is the fake's own address. */
export function answerRequests(state: State, url: () => string, openSocket: () => string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await buffer(request);
    const path = request.url ?? '/';
    const [, kind = '', name = ''] = path.split('/');
    const method = kind === 'api' ? name : kind === 'respond' ? 'response_url' : kind;
    const body = kind === 'upload' ? { size: raw.length } : bodyOf(request, raw);
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1];
    if (state.isKeeping) {
      state.calls.push({ method, body, token });
      if (kind !== 'upload') state.check(method, body);
    }
    const wait = state.limits.waitFor(method, body, token);
    const fault: Fault | undefined =
      wait === undefined
        ? (state.planned.get(method)?.shift() ?? state.chaos?.(method, body))
        : { does: 'rate-limit', retryAfter: wait };
    const carryOut = (): Answer => {
      if (kind === 'api') return api(method, body, token);
      if (kind === 'respond') return respond(name, body);
      if (kind === 'upload') {
        state.files.set(name, state.looksAtFiles);
        return { status: 200, text: `OK - ${raw.length}` };
      }
      return { status: 404, text: 'not found' };
    };
    if (fault) spoil(fault, carryOut, response);
    else send(carryOut(), response);
    state.changed();
  };

  function api(method: string, body: Body, token: string | undefined): Answer {
    if (method === 'apps.connections.open')
      return token?.startsWith('xapp-fake')
        ? json({ ok: true, url: openSocket() })
        : refuse(token?.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type');
    if (method === 'oauth.v2.access') return outcome(grantAccess(body, state));
    const workspace = state.workspaces.get(token ?? '');
    if (!workspace) return refuse(token === undefined ? 'not_authed' : 'invalid_auth');
    const run = METHODS[method];
    if (!run) return refuse('unknown_method');
    const answer = missingScope(method, body, workspace) ?? run(body, workspace, state);
    if (typeof answer['upload_url'] === 'string') answer['upload_url'] = `${url()}/${answer['upload_url']}`;
    return outcome(answer);
  }

  function respond(id: string, body: Body): Answer {
    const target = state.responseUrls.get(id);
    if (!target || target.expired) return gone('expired_url');
    if (target.uses >= 5) return gone('used_url');
    const refusal = blocksRefusal(body['blocks'], state);
    if (refusal) return gone(textOf(refusal, 'error') ?? '');
    target.uses += 1;
    const original = state.messages.find(({ ts }) => ts === target.original);
    if (body['delete_original'] === true && original) state.remove(original);
    else if (body['replace_original'] === true && original) original.body = body;
    else
      state.post({
        ts: state.ts(),
        channel: target.channel,
        thread: textOf(body, 'thread_ts'),
        user: body['response_type'] === 'in_channel' ? undefined : target.user,
        body,
      });
    return { status: 200, text: 'ok' };
  }
}

function outcome(answer: Body): Answer {
  return json({ ok: answer['error'] === undefined, ...answer });
}

/** How a response_url refuses. */
function gone(error: string): Answer {
  return { status: 404, text: JSON.stringify({ ok: false, error }) };
}

function refuse(error: string): Answer {
  return json({ ok: false, error });
}

function send({ status, headers, text }: Answer, response: ServerResponse): void {
  response.writeHead(status, headers);
  response.end(text);
}

function spoil(fault: Fault, carryOut: () => Answer, response: ServerResponse): void {
  if ('stored' in fault && fault.stored) carryOut();
  switch (fault.does) {
    case 'error':
      return send(json({ ok: false, error: fault.error, ...fault.details }), response);
    case 'rate-limit': {
      const { retryAfter } = fault;
      const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return send({ status: 429, headers, text: '{"ok":false,"error":"ratelimited"}' }, response);
    }
    case 'http':
      return send({ status: fault.status, text: 'upstream trouble' }, response);
    case 'hang':
      return undefined;
    case 'drop':
      response.socket?.destroy();
      return undefined;
  }
}

const STRUCTURED = new Set(['blocks', 'view', 'files', 'prompts', 'metadata', 'attachments']);
const FLAGS = /^(?:unfurl_links|unfurl_media|exclude_archived|include_all_metadata|inclusive)$/;

/** web-api sends forms whose structured values are JSON; a response_url gets JSON. */
function bodyOf({ headers }: IncomingMessage, raw: Buffer): Body {
  const text = raw.toString();
  if (headers['content-type']?.startsWith('application/json')) return JSON.parse(text);
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      STRUCTURED.has(name) ? JSON.parse(value) : FLAGS.test(name) ? value === 'true' : value,
    ]),
  );
}
