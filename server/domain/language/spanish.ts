import type { WordList } from './WordFinder.ts';

export const spanish: WordList = {
  insults: (
    'puta,putas,puto,putos,putita,putitas,putazo,puton,reputa,hijo de puta,hija de puta,hijos de puta,*hijoputa*,' +
    '*hijaputa*,*hijueputa*,*jueputa*,hijo de perra,la puta que te pario,*mierda*,comemierda,cabron,cabrona,cabrones,' +
    'cabronazo,*gilipolla*,gilipuertas,coño,coños,joder,jodete,jodido,jodida,jodanse,que te jodan,chingar,chinga,' +
    'chingada,chingado,chingate,chinga tu madre,chinga a tu madre,pendejo,pendeja,pendejos,pendejas,a la verga,' +
    'chupaverga,mamaverga,culo,culos,culero,culera,culeros,culiao,culiado,lameculos,concha de tu madre,conchatumadre,' +
    'conchesumadre,conchetumare,malparido,malparida,malparidos,maricon,maricones,ramera,rameras,follar,follate,' +
    'follada,chupapollas,comepollas,soplapollas,carapolla,tetas,mamahuevo,mamaguevo,pajillero,me cago en,subnormal,' +
    'subnormales,mongolico,mongolo,travelo,sudaca,sudacas,negrata,negratas,negro de mierda,moro de mierda,puto moro,' +
    'puto negro,puto judio,putos moros,muerte a los judios,matate,suicidate,ojala te mueras'
  ).split(','),
  innocent: (
    'analía,análisis,cumpleaños,fagocito,fagot,fagundes,montenegro,negro,penislas,pornic,rapero,rape de,sementera,' +
    'semental,turdus'
  ).split(','),
};
