import type { WordList } from './WordFinder.ts';

const INSULTS = (
  'arsch,ärsche,*arschloch*,*arschlöcher*,*arschficker*,arschgeige,arschkriecher,*fotze*,fick,ficken,ficker,fickt,' +
  'fick dich,fick deine mutter,gefickt,*verfickt*,*mutterficker*,*kinderficker*,*hundeficker*,*kinderschänder*,hure,' +
  'huren,*hurensohn*,*hurensöhne*,*hurenkind*,*hurentochter*,hurenbock,nutte,nutten,*nuttensohn*,nuttenkind,' +
  'schlampe,schlampen,dreckschlampe,drecksschlampe,wichse,wichsen,*wichser*,gewichst,*schwuchtel*,kampflesbe,tunte,' +
  'kanake,kanaken,kanacke,kanacken,neger,negern,negerlein,zigeuner,zigeunerpack,kümmeltürke,kümmeltürken,' +
  'schlitzauge,schlitzaugen,polacke,polacken,spast,spasti,spastis,spasten,spacko,vollspast,krüppel,vollkrüppel,' +
  '*missgeburt*,*mistgeburt*,*untermensch*,*judensau*,*judenschwein*,saujude,drecksjude,juden raus,ausländer raus,' +
  'vergasen,vergast,nazischwein,bring dich um,häng dich auf,*scheiße*,scheiß,*scheißkerl*,beschissen,*drecksau*,' +
  '*dreckssau*,drecksschwein,hundesohn,pisser,pisse,verpiss dich,kacke,kackbratze,titten,*schwanzlutscher*,' +
  'halt die fresse'
).split(',');

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

export const german: WordList = {
  insults: [...INSULTS, ...INSULTS.map((word) => word.replace(/[äöü]/g, (letter) => UMLAUTS[letter] as string))],
  innocent: (
    'analena,annalena,arschin,assel,assmann,cockpit,dicke,dickhaut,dickhäuter,dickicht,dickkopf,dickmilch,dickwanst,' +
    'fagott,fagus,kanal,kanäle,kikeriki,schinken,seemen,semenow,slutzk,vandyke,wanka'
  ).split(','),
};
