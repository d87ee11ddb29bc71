import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { PostView } from '../../deps.js'

const NEAR_PX = 80

/**
 * Keeps a timeline at its end while one reads there, and leaves it alone while one reads further up:
 * then `below` says that something new has come.
 */
export function useStickToEnd(roomId: string, as: string, posts: PostView[]) {
  const box = useRef<HTMLDivElement>(null)
  const near = useRef(true)
  const lastSeen = useRef<string | undefined>(undefined)
  const fromEnd = useRef<number | undefined>(undefined)
  const [below, setBelow] = useState(false)
  const last = posts.at(-1)?.id
  const own = posts.at(-1)?.from.id === as
  const first = posts[0]?.id

  const toEnd = useCallback(() => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
    near.current = true
    setBelow(false)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another room starts at its own end
  useLayoutEffect(() => {
    lastSeen.current = undefined
    toEnd()
  }, [roomId, toEnd])

  // biome-ignore lint/correctness/useExhaustiveDependencies: older posts above move what one reads down
  useLayoutEffect(() => {
    const element = box.current
    if (element && fromEnd.current !== undefined) element.scrollTop = element.scrollHeight - fromEnd.current
    // The room was opened with what had been pushed, and the rest came behind.
    else if (near.current) toEnd()
    fromEnd.current = undefined
  }, [first, toEnd])

  useLayoutEffect(() => {
    if (last === lastSeen.current) return
    // Who speaks wants to see it said.
    if (near.current || own || lastSeen.current === undefined) toEnd()
    else setBelow(true)
    lastSeen.current = last
  }, [last, own, toEnd])

  // What opens below the timeline (a reply, a keyboard) takes height from it.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (near.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    near.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
    if (near.current) setBelow(false)
  }, [])

  const keepPlace = useCallback(async (load: () => Promise<void>) => {
    const element = box.current
    if (element) fromEnd.current = element.scrollHeight - element.scrollTop
    await load()
  }, [])

  return { box, below, toEnd, onScroll, keepPlace }
}
