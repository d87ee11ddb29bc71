const works = []

/** Something to do when a worker has run its last file. */
export const atEnd = (work) => void works.push(work)

export const endAll = () => Promise.allSettled(works.splice(0).map((work) => work()))

/** Jest's teardown: with one worker only, the tests ran in the process of jest itself. */
export default endAll
