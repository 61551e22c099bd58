/** Words that no player may be called by, in the languages of the screen. */

const list = (...lines: string[]): readonly string[] => lines.join(',').split(',');

/** What bots are called in a match. */
export const BOT_NAMES: readonly string[] = ['Ada Bot', 'Bit Bot', 'Cog Bot', 'Dot Bot'];

/** Reserved wherever one of them is a word of the name. */
export const TITLES = list(
  'admin,administrator,moderator,mod,mods,gm,gamemaster,staff,foyer,official,operator,sysadmin,verified',
  'administratorin,moderatorin,moderation,betreiber,betreiberin,spielleitung,offiziell,verifiziert',
  'administrador,administradora,moderador,moderadora,operador,operadora,oficial,verificado,verificada',
  'modérateur,modératrice,officiel,vérifié,amministratore,moderatore,ufficiale,админ,администрация,поддержка,оператор',
  'أدمن,الأدمن,ادمين,المدير,المشرف,مشرفين,المشرفين,الإدارة,المسؤول,الرسمي,موثق,الموثق,الدعم الفني',
);

/** Reserved anywhere in a name: they are unmistakable, or of a language without spaces. */
export const TITLES_ANYWHERE = list(
  'administrat,administrador,moderator,moderador,sysadmin,管理人,管理者,管理員,運営,公式,モデレータ,アドミン,スタッフ,オペレータ,認証済',
  'модератор,администратор,管理员,官方,客服,관리자,운영자,운영진',
);

/** Reserved in brackets, as in `[GM] Ada`. */
export const TAGS = list('gm,dev,devs,owner,team,support,system,server,bot,equipo,soporte,sistema');

/** Reserved as the whole name, several of them in a row too: `The Server`. */
export const VOICES = list(
  'anonymous,deleted,everybody,everyone,gamemaster,nobody,null,owner,root,security,server,support,sysop,system',
  'undefined,unknown',
);

/** Reserved as the whole name: what the screen calls somebody, and who speaks for the house. Tested against the catalogues. */
export const CALLED_ON_SCREEN = list(
  'you,this is you,guest,spectator,watcher,someone,somebody,hidden player,bot,bots,autopilot,free seat,lobby,your party',
  'nobody yet',
  'du,das bist du,gast,zuschauer,zuschauerin,jemand,jemanden,niemand,noch niemand,alle,verborgener spieler,freier platz,deine gruppe',
  'anonym,unbekannt,system',
  'tú,eres tú,invitado,invitada,espectador,espectadora,alguien,nadie,nadie todavía,todos,jugador oculto,sitio libre,sala',
  'tu grupo,anónimo,desconocido,sistema,soporte',
  'あなた,あなたです,ゲスト,観戦者,誰か,誰も,全員,非公開,非公開の人,匿名,ボット,自動操縦,空席,まだ誰もいません,ロビー,あなたのパーティー,システム,サポート',
  'أنت,هذا أنت,ضيف,متفرج,مشاهد,أحدهم,الجميع,لا أحد,لا أحد بعد,لاعب مخفي,آلي,آليين,قيادة آلية,مقعد شاغر,الردهة,مجموعتك,مجهول',
  'النظام,الدعم,مدير,مشرف,الإدارة',
);
