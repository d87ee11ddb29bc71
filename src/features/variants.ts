const BETWEEN_VARIANTS = /\n\s*={3,}\s*\n/

/** The wordings that a text holds, divided by lines of `===`. */
export const variantsOf = (text: string): [string, ...string[]] => {
  const [first = '', ...others] = text.split(BETWEEN_VARIANTS).map((each) => each.trim())
  return [first, ...others.filter(Boolean)]
}
