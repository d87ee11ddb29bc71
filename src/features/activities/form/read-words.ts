const FORM =
  /^(?:发?给?我?(?:一?个|一?张)?)(?:活动)?报名(?:表|链接|网页)(?:给我)?(?:发?一下)?[\s?？。!！]*$|^sign-?up form[?.!]*$/i

const CALENDAR =
  /^(?:发?给?我?(?:一?个)?)(?:加(?:到|个)?|活动(?:\s*[#＃]?\d{1,6}\s*|的)?)?日历(?:文件|链接)?(?:发?一下)?[\s?？。!！]*$|^(?:activity )?calendar[?.!]*$/i

/** 报名表: the member would rather tap than type. 日历: when it is, for the phone's own calendar. */
export function readFormWords(said: string): 'form' | 'calendar' | null {
  const text = said.trim()
  return FORM.test(text) ? 'form' : CALENDAR.test(text) ? 'calendar' : null
}
