/** A QR code in block characters, for a terminal. */
export async function drawForTerminal(text: string): Promise<string> {
  const { toString: draw } = (await import('qrcode')).default
  return draw(text, { type: 'utf8', errorCorrectionLevel: 'L' })
}

/** A QR code as a PNG image of 800 pixels, for a poster. */
export async function drawForPoster(text: string): Promise<Buffer> {
  const { toBuffer: draw } = (await import('qrcode')).default
  return draw(text, { width: 800, margin: 2 })
}

/** A QR code as an SVG image, for a page. */
export async function drawForPage(text: string): Promise<string> {
  const { toString: draw } = (await import('qrcode')).default
  return draw(text, { type: 'svg', margin: 2 })
}
