import { registerHooks } from 'node:module';

/** Preloaded into the program under test: prints, when it ends, each package that our own files load. */
const named = new Map<string, string>();
const loaded = new Set<string>();

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const ours = !context.parentURL?.includes('/node_modules/');
    if (ours && !/^[./]|^file:/.test(specifier)) named.set(resolved.url, specifier);
    return resolved;
  },
  load(url, context, next) {
    const specifier = named.get(url);
    if (specifier !== undefined) loaded.add(specifier);
    return next(url, context);
  },
});

process.on('exit', () => console.log(`packages: ${JSON.stringify([...loaded])}`));
