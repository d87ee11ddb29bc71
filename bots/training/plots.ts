import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import type { Reliability } from './reliability.js'
import type { Outcome } from './trials.js'

const LOOK = {
  background: 'white',
  config: { font: 'sans-serif', axis: { gridColor: '#e8e8e8' }, legend: { labelLimit: 300 } },
} as const
const FIGURES = { lead: 'any lead (F1)', violation: 'violation (F1)', topic: 'topic (share right)' } as const

/** Figure against the number of messages that were learnt, as SVG. */
export function drawCurve(outcomes: Outcome[]): Promise<string> {
  const values = outcomes.flatMap(({ messages, crossed, apart }) =>
    (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).flatMap((key) => [
      { messages, figure: FIGURES[key], on: 'corpus, files held out', value: crossed[key] },
      { messages, figure: FIGURES[key], on: 'texts written apart', value: apart[key] },
    ]),
  )
  const on = { field: 'on', type: 'nominal', title: 'measured on' } as const
  return toSvg({
    ...LOOK,
    data: { values },
    width: 520,
    height: 320,
    encoding: {
      x: { field: 'messages', type: 'quantitative', title: 'messages learnt from', scale: { domainMin: 0 } },
      y: { field: 'value', type: 'quantitative', title: null, scale: { zero: false } },
      color: { field: 'figure', type: 'nominal', sort: Object.values(FIGURES), legend: { symbolType: 'circle' } },
    },
    layer: [
      { mark: 'line', encoding: { strokeDash: on } },
      { mark: { type: 'point', filled: true, opacity: 1 }, encoding: { shape: on } },
    ],
  })
}

/** How often a label is there, against the score that it was given, as SVG. On the diagonal a score is a probability. */
export function drawReliability({ lead, violation }: Reliability): Promise<string> {
  const named = { 'any lead': lead, 'any violation': violation }
  const values = Object.entries(named).flatMap(([label, bands]) =>
    bands.map(({ meanScore, share, messages }) => ({ label, meanScore, share, messages })),
  )
  return toSvg({
    ...LOOK,
    width: 320,
    height: 320,
    layer: [
      {
        data: { values: [{ at: 0 }, { at: 1 }] },
        mark: { type: 'line', color: '#999', strokeDash: [4, 4] },
        encoding: { x: { field: 'at', type: 'quantitative' }, y: { field: 'at', type: 'quantitative' } },
      },
      {
        data: { values },
        mark: { type: 'line', point: true },
        encoding: {
          x: { field: 'meanScore', type: 'quantitative', title: 'mean score of a band' },
          y: { field: 'share', type: 'quantitative', title: 'share that has the label' },
          color: { field: 'label', type: 'nominal', title: null },
        },
      },
    ],
  })
}

function toSvg(chart: TopLevelSpec): Promise<string> {
  return new View(parse(compile(chart).spec), { renderer: 'none' }).toSVG()
}
