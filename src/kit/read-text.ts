/** The body of an answer as text; null when it is longer than `longest` (UTF-16 code units), however long it goes on. */
export async function readText(response: Response, longest: number): Promise<string | null> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    text += decoder.decode(piece.value, { stream: true })
    if (text.length > longest) {
      await reader?.cancel()
      return null
    }
  }
  return text + decoder.decode()
}
