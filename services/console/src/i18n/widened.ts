/** The shape of a tree of texts, whatever the texts. */
export type Widened<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Widened<Tree[Key]> };
