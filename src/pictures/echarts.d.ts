/** The parts of ECharts that are used, each by its own file: its indexes load all charts there are, at twice the time and memory. */
declare module 'echarts/lib/chart/custom/install.js' {
  import type { use } from 'echarts/core';
  export const install: Parameters<typeof use>[0];
}
declare module 'echarts/lib/component/grid/installSimple.js' {
  import type { use } from 'echarts/core';
  export const install: Parameters<typeof use>[0];
}
declare module 'echarts/lib/component/title/install.js' {
  import type { use } from 'echarts/core';
  export const install: Parameters<typeof use>[0];
}
declare module 'echarts/lib/renderer/installSVGRenderer.js' {
  import type { use } from 'echarts/core';
  export const install: Parameters<typeof use>[0];
}
