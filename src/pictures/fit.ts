import { pictureSize, type Drawing } from './draw.ts';
import type { Chart } from './layout.ts';

/** The picture with as many of its first bars or events as stand within `most` pixels of height; the list beside it has all. */
export function fitHeight(picture: Chart, drawing: Pick<Drawing, 'size' | 'framed'>, most: number): Chart {
  let count = rowsOf(picture);
  let fitting = picture;
  for (;;) {
    const { height } = pictureSize(fitting, drawing);
    if (height <= most || count <= 1) return fitting;
    count = Math.max(1, Math.min(count - 1, Math.ceil((count * most) / height)));
    fitting = firstRows(picture, count);
  }
}

function rowsOf(picture: Chart): number {
  return picture.type === 'timeline'
    ? picture.events.length
    : picture.groups.reduce((sum, { bars }) => sum + bars.length, 0);
}

function firstRows(picture: Chart, count: number): Chart {
  if (picture.type === 'timeline') return { ...picture, events: picture.events.slice(0, count) };
  let left = count;
  const groups = picture.groups.map(({ unit, bars }) => {
    const kept = bars.slice(0, left);
    left -= kept.length;
    return { unit, bars: kept };
  });
  return { ...picture, groups: groups.filter(({ bars }) => bars.length > 0) };
}
