const FORM =
  /^(?:发?给?我?(?:一?个|一?张)?)(?:活动)?报名(?:表|链接|网页)(?:给我)?(?:发?一下)?[\s?？。!！]*$|^sign-?up form[?.!]*$/i

/** 报名表: the member would rather tap than type. */
export const readFormWords = (said: string): 'form' | null => (FORM.test(said.trim()) ? 'form' : null)
