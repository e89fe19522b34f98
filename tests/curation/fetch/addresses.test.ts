import { describe, expect, test } from 'vitest';
import { checkedAddresses, isPublic, readWebAddress } from '../../../src/curation/fetch/addresses.ts';

const nowhere = async () => [{ address: '93.184.216.34', family: 4 as const }];
const mixed = async () => [...(await nowhere()), { address: '10.0.0.5', family: 4 as const }];

describe('which addresses are public', () => {
  test.for([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', 'fe80::1', 'fec0::1', 'fc00::1', 'fd12::1', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2002:a00:1::', '2001::1', '2001:db8::1', '100::1',
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false)); // prettier-ignore

  test.for([
    '93.184.216.34',
    '1.1.1.1',
    '2606:4700::1111',
    '::ffff:93.184.216.34',
    '64:ff9b::5db8:d822',
    '2002:5db8:d822::1',
  ])('%s is', (address) => expect(isPublic(address)).toBe(true));
});

describe('an address to fetch', () => {
  test.for([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::1]/',
    'http://①②⑦.0.0.1/',
  ])('%s is inside, however it is spelt', async (address) => {
    await expect(checkedAddresses(readWebAddress(address), nowhere)).rejects.toThrow(/not on the public internet/);
  });

  test.for([
    ['ftp://example.org/', /http/],
    ['file:///etc/passwd', /http/],
    ['javascript:alert(1)', /http/],
    ['https://user:hunter2@example.org/', /user name or password/],
    ['not an address', /no web address/],
  ] as const)('%s is none', ([address, says]) => {
    expect(() => readWebAddress(address)).toThrow(says);
    expect(() => readWebAddress(address)).not.toThrow(/hunter2/);
  });

  test('one private address among public ones is enough to refuse', async () => {
    await expect(checkedAddresses(new URL('https://a.example/'), mixed)).rejects.toThrow(/not on the public internet/);
  });

  test('ports of other services are refused', async () => {
    await expect(checkedAddresses(new URL('http://a.example:25/'), nowhere)).rejects.toThrow(/Port 25/);
    expect(await checkedAddresses(new URL('http://a.example:8080/'), nowhere)).toHaveLength(1);
  });
});
