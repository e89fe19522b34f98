import { registerHooks } from 'node:module';

/** Preloaded into the program under test: prints, when it ends, each package that our own files import. */
const packages = new Set<string>();

registerHooks({
  resolve(specifier, context, next) {
    const ours = !context.parentURL?.includes('/node_modules/');
    if (ours && !/^[./]|^file:/.test(specifier)) packages.add(specifier);
    return next(specifier, context);
  },
});

process.on('exit', () => console.log(`packages: ${JSON.stringify([...packages])}`));
