import { expect, test } from 'vitest';
import { permissionsIn } from '../../../src/platforms/discord/channel-permissions.ts';

const [VIEW, SEND, ATTACH, ADMIN] = [1n << 10n, 1n << 11n, 1n << 15n, 1n << 3n];
const guild = {
  id: 'g',
  name: 'Port Ansel',
  owner_id: 'owner',
  roles: [
    { id: 'g', permissions: String(VIEW | SEND) },
    { id: 'bot', permissions: String(ATTACH) },
    { id: 'admin', permissions: String(ADMIN) },
    { id: 'other', permissions: String(1n << 40n) },
  ],
};
const member = (roles: string[], id = 'me') => ({ user: { id }, roles });
const overwrite = (id: string, type: 0 | 1, { allow = 0n, deny = 0n }) => ({
  id,
  type,
  allow: String(allow),
  deny: String(deny),
});

test('a member holds what everyone holds and what their roles add', () => {
  expect(permissionsIn({ guild, member: member(['bot']), overwrites: [] })).toBe(VIEW | SEND | ATTACH);
});

test('a channel takes from everyone, gives back to a role, and the member’s own overwrite comes last', () => {
  const overwrites = [
    overwrite('me', 1, { deny: ATTACH }),
    overwrite('bot', 0, { allow: SEND }),
    overwrite('g', 0, { deny: SEND | VIEW }),
    overwrite('other', 0, { allow: VIEW }),
    overwrite('somebody', 1, { allow: VIEW }),
  ];
  expect(permissionsIn({ guild, member: member(['bot']), overwrites })).toBe(SEND);
});

test('the owner and an administrator hold all, whatever the channel says', () => {
  const overwrites = [overwrite('g', 0, { deny: VIEW | SEND })];
  for (const who of [member([], 'owner'), member(['admin'])])
    expect(permissionsIn({ guild, member: who, overwrites }) & (VIEW | SEND | ATTACH)).toBe(VIEW | SEND | ATTACH);
});
