/** What people and programs write, and what has broken programs. All printable, without spaces at the ends. */
export const ODDITIES: Record<string, string> = {
  'emoji of several parts': '👨‍👩‍👧‍👦 一家四口 👍🏽 🏳️‍🌈 1️⃣',
  'a code of another protocol': '[CQ:at,qq=all] 和 &#91;CQ:face,id=1&#93;',
  'marks of HTML and Markdown': '<b>不是粗体</b> & &amp; &lt; *星号* _线_ `码` [链](http://x.example/?a=1&b=2)',
  'right to left': 'مرحبا שלום 你好',
  'lines and tabs': '第一行\n第二行\n\n第四行\t制表',
  'rare characters': '𠮷野家 𪚥 ㊣ ﷽ Ω≈ç √∫',
  'combining and full-width marks': 'é ñ が Ａ１！，。「」…——',
  'quotes and backslashes': `"双" '单' \\n \\u0041 \\ / $\{x} %s %00 {{name}}`,
  'nothing but a number': '0',
  'looks like JSON': '{"post_type":"message","echo":1}',
  'looks like a command': '/start +1 #3 @ @@',
}
