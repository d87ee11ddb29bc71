const works = []

/** Something to do when a worker has run its last file. */
export const atEnd = (work) => void works.push(work)

/** Jest's teardown too: with one worker only, the tests ran in the process of jest itself. */
export default () => Promise.allSettled(works.splice(0).map((work) => work()))
