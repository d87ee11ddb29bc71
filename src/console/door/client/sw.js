// Keeps the page at the door and its script, so that it opens where there is no network. What people note is kept by the
// page itself.
const CACHE = 'door-1'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(['/door/app.js', '/door/shell'])))
  self.skipWaiting()
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

async function fresh(request, key) {
  const cache = await caches.open(CACHE)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(key, answer.clone())
    return answer
  } catch {
    return (await cache.match(key)) ?? Response.error()
  }
}

self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET') return
  if (pathname === '/door/app.js') event.respondWith(fresh(event.request, pathname))
  // Every link opens the same page; the printed list and the file are no part of it.
  else if (event.request.mode === 'navigate' && !/\/(?:print|roster\.xlsx)$/.test(pathname))
    event.respondWith(fresh(event.request, '/door/shell'))
})
