import { readFileSync } from 'node:fs';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartData } from './domain/report-document';

use([BarChart, LineChart, GridComponent, SVGRenderer]);

/** Size of a chart in pixels of its drawing; a picture has twice as many. */
export const chartSize = { width: 720, height: 320 } as const;
const pictureWidth = 2 * chartSize.width;
const fontFamily = 'Noto Serif SC';
/** The shipped font, so that a picture has the same letters on every machine. Who draws pictures reads WOFF2. */
const fontFile = require.resolve('@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-400-normal.woff2');

let ready: Promise<Uint8Array> | null = null;

/** Starts the drawing of pictures once a process, and reads the font. */
function prepared(): Promise<Uint8Array> {
  ready ??= initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then(() => new Uint8Array(readFileSync(fontFile)));
  return ready;
}

/** A chart as SVG, in black and grey but for its one colour: it is printed. */
export function chartSvg({ kind, title, labels, values }: ChartData): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...chartSize });
  const slanted = labels.length > 8;
  chart.setOption({
    animation: false, textStyle: { fontFamily, color: '#000' }, grid: { left: 56, right: 24, top: 28, bottom: slanted ? 76 : 40 },
    xAxis: { type: 'category', data: [...labels], axisLabel: { color: '#000', interval: 0, rotate: slanted ? 40 : 0 } }, yAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#000' } },
    series: [{ type: kind, name: title, data: [...values], itemStyle: { color: '#1f4e8c' }, lineStyle: { color: '#1f4e8c', width: 2 }, symbolSize: 7, label: { show: true, position: 'top', color: '#000' } }],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** A chart as PNG. */
export async function chartPng(data: ChartData): Promise<Uint8Array> {
  const font = await prepared();
  const drawn = new Resvg(chartSvg(data), { fitTo: { mode: 'width', value: pictureWidth }, background: '#ffffff', font: { fontBuffers: [font], defaultFontFamily: fontFamily, loadSystemFonts: false } });
  const picture = drawn.render();
  const png = picture.asPng();
  picture.free();
  drawn.free();
  return png;
}
