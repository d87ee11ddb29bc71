/** For a thumb, in the sun, with one hand. */
export const STYLE = `
:root { color-scheme: light; font: 16px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: #f4f5f7; color: #1d2129; }
main { max-width: 44rem; margin: 0 auto; padding: 0 .75rem 4rem; }
header { position: sticky; top: 0; z-index: 1; background: #f4f5f7; padding: .6rem 0 .5rem; }
h1 { font-size: 1.1rem; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar { display: flex; justify-content: space-between; align-items: center; gap: .5rem; margin: .2rem 0 .5rem; }
#count { font-size: 1.05rem; font-weight: 700; }
#sync { font-size: .85rem; padding: .15rem .6rem; border-radius: 99px; background: #e2f5e6; color: #1b6630; white-space: nowrap; }
#sync[data-state=waiting] { background: #fff0d6; color: #8a4b00; }
#find { width: 100%; min-height: 54px; font: inherit; font-size: 1.2rem; padding: .5rem .9rem; border: 2px solid #0958d9; border-radius: 12px; background: #fff; }
#said { margin: .5rem 0 0; padding: .55rem .8rem; border-radius: 10px; background: #e2f5e6; color: #14532d; }
#said[data-tone=bad] { background: #fde8e3; color: #8f2408; }
ul { list-style: none; margin: .5rem 0; padding: 0; }
li { display: flex; align-items: center; gap: .6rem; background: #fff; border-radius: 12px; padding: .55rem .6rem .55rem .9rem; margin: .4rem 0; }
li .who { flex: 1; min-width: 0; }
li b { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
li small { color: #5f6673; }
li.in { background: #eef8f0; }
.heads { display: flex; gap: .3rem; align-items: center; }
.heads input { width: 3.2rem; min-height: 44px; font: inherit; text-align: center; border: 1px solid #b8bec9; border-radius: 8px; background: #fff; }
button { min-height: 48px; min-width: 4.6rem; font: inherit; font-weight: 600; border: 0; border-radius: 10px; color: #fff; background: #0958d9; padding: 0 .9rem; }
button.quiet { background: transparent; color: #5f6673; font-weight: 400; min-width: 0; padding: 0 .5rem; }
button:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid #91caff; outline-offset: 1px; }
details { background: #fff; border-radius: 12px; padding: .3rem .9rem; margin: .7rem 0; }
summary { min-height: 44px; line-height: 44px; font-weight: 600; }
details label { display: block; margin: .6rem 0; }
details label input:not([type=checkbox]) { display: block; width: 100%; min-height: 44px; font: inherit; padding: .4rem .7rem; margin-top: .2rem; border: 1px solid #b8bec9; border-radius: 8px; }
details label.tick { display: flex; gap: .6rem; align-items: flex-start; }
details label.tick input { width: 22px; height: 22px; margin: .1rem 0 0; flex: none; }
details .row { display: flex; gap: .6rem; } details .row label { flex: 1; margin-top: 0; }
details button { width: 100%; margin: .3rem 0 .7rem; }
h2 { font-size: .95rem; color: #5f6673; margin: 1rem 0 0; font-weight: 600; }
a { color: #0958d9; } .links { display: flex; gap: 1.2rem; margin-top: 1rem; font-size: .95rem; }
`
