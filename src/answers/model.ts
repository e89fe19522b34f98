import type { z } from 'zod';

/** What a model is told: what it is to do, and the material, in which nothing is an instruction. */
export type Prompt = { system: string; material: string };

/**
 * A language model behind a server. Each call is made once and ends within its time. Throws an UpstreamError:
 * timed_out, rate_limited, wrong_key, refused (by the model), cut_off, malformed, empty, unreachable, unavailable or
 * rejected (the server takes no such request).
 */
export type Model = {
  name: string;
  /** An answer of this shape. */
  complete<Shape>(prompt: Prompt, shape: z.ZodType<Shape>): Promise<Shape>;
  /** A vector for each text, in their order, all of one length; absent where no embedding model is set up. */
  embed?: ((texts: readonly string[]) => Promise<number[][]>) | undefined;
  /** The embedding model's name. */
  embeddings?: string | undefined;
};
