/** One column, large enough for a thumb; the dealer's page needs no files besides it. */
export const STYLE = `
:root { color-scheme: light; font: 16px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f5f7; color: #1d2129; }
main { max-width: 30rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
h1 { font-size: 1.35rem; margin: .5rem 0; }
a { color: #0958d9; }
.card { background: #fff; border-radius: 12px; padding: 1rem; margin: .75rem 0; }
.soft { color: #5f6673; font-size: .9rem; margin: .15rem 0 0; }
label { display: block; font-weight: 600; }
.field + .field { margin-top: 1.1rem; }
.must { color: #c4320a; font-weight: 400; font-size: .85rem; margin-left: .35rem; }
.kept { color: #2a7d3f; font-weight: 400; font-size: .85rem; margin-left: .35rem; }
h2 { font-size: 1.15rem; margin: 0 0 .35rem; }
.card p { margin: .15rem 0; }
.good { background: #e2f5e6; color: #14532d; }
.soft + .field { margin-top: .8rem; }
.facts p { color: #434a57; }
input:not([type=checkbox]):not([type=radio]), select, textarea { display: block; width: 100%; min-height: 44px; margin-top: .3rem; padding: .55rem .7rem;
  font: inherit; color: inherit; background: #fff; border: 1px solid #b8bec9; border-radius: 8px; }
textarea { min-height: 5.5rem; resize: vertical; }
input:focus-visible, select:focus-visible, textarea:focus-visible, button:focus-visible { outline: 3px solid #91caff; outline-offset: 1px; }
[aria-invalid=true] { border-color: #c4320a !important; }
.fault { color: #c4320a; font-size: .9rem; margin: .25rem 0 0; }
.consent .soft { white-space: pre-line; }
.consent label { display: flex; gap: .6rem; align-items: flex-start; font-weight: 400; padding: .3rem 0; }
.consent input { width: 22px; height: 22px; margin: .15rem 0 0; flex: none; }
.either { display: flex; gap: .6rem; margin: .6rem 0 1rem; }
.either label { flex: 1; display: flex; gap: .5rem; align-items: center; justify-content: center; min-height: 48px; padding: 0 .5rem;
  font-weight: 400; text-align: center; border: 1px solid #b8bec9; border-radius: 8px; }
.either label:has(:checked) { border-color: #0958d9; background: #e8f3ff; font-weight: 600; }
.either input { width: 20px; height: 20px; margin: 0; flex: none; }
.pair { display: flex; gap: .8rem; } .pair .field { flex: 1; margin: 0; }
.ticket { display: flex; gap: 1rem; align-items: center; }
.ticket svg { width: 116px; height: 116px; flex: none; }
fieldset { border: 0; padding: 0; margin: 0 0 1.1rem; } legend { font-weight: 600; padding: 0; }
.scores { display: flex; gap: .5rem; margin: .6rem 0 .2rem; }
.scores label { flex: 1; display: grid; place-items: center; min-height: 52px; font-size: 1.15rem; border: 1px solid #b8bec9; border-radius: 10px; }
.scores label:has(:checked) { border-color: #0958d9; background: #0958d9; color: #fff; }
.scores label:has(:focus-visible) { outline: 3px solid #91caff; outline-offset: 1px; }
.scores input { position: absolute; opacity: 0; }
.ends { display: flex; justify-content: space-between; }
button { width: 100%; min-height: 48px; font: inherit; font-weight: 600; color: #fff; background: #0958d9; border: 0; border-radius: 10px; }
`
