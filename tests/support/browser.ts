import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';
import { z } from 'zod';

const PACKAGE = new URL('../../node_modules/@sparticuz/chromium/', import.meta.url);
const PARTS = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];

/** A real Chromium from npm. `CHROMIUM` names another one, for systems that the package has no build for. */
export async function launchBrowser(): Promise<Browser> {
  const home = process.env['CHROMIUM'] === undefined ? await unpack() : undefined;
  const launch = () =>
    chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? join(home ?? '', 'chromium'),
      // The package's own flags switch off web security, which is part of what is tested here.
      args: [
        '--no-sandbox',
        '--in-process-gpu',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--font-render-hinting=none',
      ],
      env: home
        ? {
            ...process.env,
            FONTCONFIG_FILE: join(home, 'fonts.conf'),
            LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
          }
        : process.env,
    });
  return launch().catch(launch); // a first start on a busy machine was once seen to crash
}

/**
 * The folder with the unpacked browser. The package unpacks into $TMPDIR and takes a file that is there for whole, so
 * test files running at the same time could start half a browser: it is unpacked aside and moved into place at once.
 */
async function unpack(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8')));
  const home = join(tmpdir(), `pullquote-chromium-${version}`);
  if (existsSync(home)) return home;
  const aside = await mkdtemp(`${home}.`);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = aside;
  try {
    await Promise.all(PARTS.map((part) => inflate(fileURLToPath(new URL(`bin/${part}`, PACKAGE)))));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  await writeFile(join(aside, 'fonts.conf'), fontConfig(home));
  try {
    await rename(aside, home);
  } catch {
    await rm(aside, { recursive: true }); // another test file was first
  }
  return home;
}

function prefer(family: string, font: string): string {
  return `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
}

function fontConfig(home: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${home}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${home}/fonts-cache</cachedir>
${prefer('sans-serif', 'Open Sans')}${prefer('system-ui', 'Open Sans')}${prefer('serif', 'DejaVu Serif')}</fontconfig>`;
}
