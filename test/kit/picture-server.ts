import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toBuffer } from 'qrcode'

/** A coloured poster, JPEG, with the code of https://u.wechat.com/kd8-poster in its lower right. */
const POSTER = readFileSync('test/fixtures/pictures/poster.jpg')

/** What a platform keeps pictures on, and what a bad one may answer instead. */
export async function pictureServer() {
  const seat = await toBuffer('12排3座')
  // It claims to be 60,000 pixels wide and high.
  const bomb = Buffer.from(seat)
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  const bodies: Record<string, Buffer | string> = {
    '/poster.jpg': POSTER,
    '/seat.png': seat,
    '/bomb.png': bomb,
    '/page.jpg': '<html>图片已过期</html>',
    '/half.jpg': POSTER.subarray(0, 2_000),
  }
  const answer: RequestListener = ({ url = '' }, response) => {
    if (url === '/endless.jpg') {
      const more = () => response.write(Buffer.alloc(65_536, 1))
      response.on('drain', more)
      more()
    } else if (url !== '/silent.jpg') {
      const body = bodies[url]
      response.writeHead(body ? 200 : 404).end(body)
    }
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    urlOf: (name: string) => `http://127.0.0.1:${port}/${name}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
