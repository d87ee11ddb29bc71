import { meant, type NamedCustomer } from '../named-customers.js'
import type { Desk } from './desk.js'

/** The one customer whom a name means, or the sentence that asks which. */
export function one({ batch: { say }, people }: Desk, name: string): NamedCustomer | string {
  const [found, ...others] = meant(name, people)
  if (!found) return say('points.nobody', { name })
  return others.length ? say('points.which', { names: [found, ...others].map((each) => each.name).join('、') }) : found
}
