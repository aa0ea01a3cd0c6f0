/** Names by which people call a division besides its own: former names, and districts within one. Name → code. */
export const otherNames: Readonly<Record<string, string>> = {
  莱城区: '370116', 胶南: '370211', 西海岸新区: '370211', 四方区: '370203', 长岛: '370614', 天衢新区: '371471', 东营港经济开发区: '370572', 东营港: '370572',
  陵县: '371403', 苍山县: '371324', 火炬高新区: '371071', 威海高区: '371071', 威海经区: '371072', 临港经济技术开发区: '371073', 滨海经济技术开发区: '370772',
};

/** Names that many zones share: they mean something only with a city. The code is found among the zones of that city. */
export const sharedZoneNames: Readonly<Record<string, RegExp>> = {
  高新区: /高新|高技术/, 高新技术产业开发区: /高新|高技术/, 高新技术开发区: /高新|高技术/, 高新开发区: /高新|高技术/, 高技术产业开发区: /高新|高技术/,
  经开区: /^..经济技术开发区$/, 经济技术开发区: /^..经济技术开发区$/, 经济开发区: /^..经济技术开发区$/, 开发区: /^..经济技术开发区$/,
  滨海区: /滨海/, 滨海开发区: /滨海/, 临港区: /临港/, 临港经开区: /临港/,
};

/** Short names that are everyday words: they count only with 区 or 县 behind them. */
export const everydayWords: ReadonlySet<string> = new Set([
  '市中', '市南', '市北', '河东', '泰山', '平原', '惠民', '东平', '武城', '金乡', '牡丹', '高青', '庆云', '德城', '天桥', '河口', '东港', '福山',
]);

/** What makes a street, a bank, a port or a beer of a place's name: 青岛路 and 青岛银行 do not say where the matter lies. */
export const notAPlace = /^(?:路|街|大街|大道|道\d|银行|啤酒|港口?集团)/;
