import { print } from './output.ts';
import { operator, webUrl, withEngine, type GlobalOptions } from './session.ts';

/** Prints a link that lets whoever sits at the machine in to the desk's page, once; gives the exit code. */
export async function signIn(options: GlobalOptions): Promise<number> {
  return withEngine(options, async ({ desk }, config) => {
    const { id, name } = operator();
    const url = `${webUrl(config)}/desk/sign-in?key=${await desk.signIn.link({ id, name })}`;
    await print(options.json ? JSON.stringify({ url }) : url);
    return 0;
  });
}
