// Keeps the page at the door and its scripts, so that it opens where there is no network. What people note is kept by the
// page itself.
const CACHE = 'door-2'
const FILES = ['app', 'kept', 'rows', 'sync', 'words'].map((name) => `/door/${name}.js`)

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES, '/door/shell'])))
  self.skipWaiting()
})
async function dropOlder() {
  const older = (await caches.keys()).filter((name) => name !== CACHE)
  await Promise.all(older.map((name) => caches.delete(name)))
  await self.clients.claim()
}
self.addEventListener('activate', (event) => event.waitUntil(dropOlder()))

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
  if (FILES.includes(pathname)) event.respondWith(fresh(event.request, pathname))
  // Every link opens the same page; the printed list and the file are no part of it.
  else if (event.request.mode === 'navigate' && !/\/(?:print|roster\.xlsx)$/.test(pathname))
    event.respondWith(fresh(event.request, '/door/shell'))
})
