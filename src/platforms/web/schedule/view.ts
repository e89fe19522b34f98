import { z } from 'zod';

/** What of the schedule is asked for by the address. `said` is what an action came to, and `of` on which subscription. */
export const View = z.object({
  month: z
    .string()
    .regex(/^(?:19[789]|20\d|21\d)\d-(?:0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  zone: z.string().optional().catch(undefined),
  subscription: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional()
    .catch(undefined),
  said: z.string().optional().catch(undefined),
  of: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional()
    .catch(undefined),
});
export type View = z.infer<typeof View>;

/** The part of an address that asks for a view with some of it changed; what an action came to is left behind. */
export function search(view: View, change: View = {}): string {
  const { month, zone, subscription } = view;
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ month, zone, subscription, ...change }))
    if (value !== undefined) query.set(key, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** The schedule as a view asks for it. */
export function address(view: View, change: View = {}): string {
  return `/schedule${search(view, change)}`;
}
