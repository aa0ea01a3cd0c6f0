/** Romanised names by code, in the provincial government's usual spelling. Divisions' Chinese names come from the kept package. */
const table = `
370000 Shandong|370100 Jinan|370102 Lixia|370103 Shizhong|370104 Huaiyin|370105 Tianqiao|370112 Licheng|370113 Changqing|370114 Zhangqiu|370115 Jiyang|370116 Laiwu|370117 Gangcheng|370124 Pingyin|370126 Shanghe|370176 Jinan High-tech Zone
370200 Qingdao|370202 Shinan|370203 Shibei|370211 Huangdao|370212 Laoshan|370213 Licang|370214 Chengyang|370215 Jimo|370281 Jiaozhou|370283 Pingdu|370285 Laixi
370300 Zibo|370302 Zichuan|370303 Zhangdian|370304 Boshan|370305 Linzi|370306 Zhoucun|370321 Huantai|370322 Gaoqing|370323 Yiyuan
370400 Zaozhuang|370402 Shizhong|370403 Xuecheng|370404 Yicheng|370405 Taierzhuang|370406 Shanting|370481 Tengzhou
370500 Dongying|370502 Dongying District|370503 Hekou|370505 Kenli|370522 Lijin|370523 Guangrao|370571 Dongying Economic and Technological Development Zone|370572 Dongying Port Economic Development Zone
370600 Yantai|370602 Zhifu|370611 Fushan|370612 Muping|370613 Laishan|370614 Penglai|370671 Yantai High-tech Zone|370676 Yantai Economic and Technological Development Zone|370681 Longkou|370682 Laiyang|370683 Laizhou|370685 Zhaoyuan|370686 Qixia|370687 Haiyang
370700 Weifang|370702 Weicheng|370703 Hanting|370704 Fangzi|370705 Kuiwen|370724 Linqu|370725 Changle|370772 Weifang Binhai Zone|370781 Qingzhou|370782 Zhucheng|370783 Shouguang|370784 Anqiu|370785 Gaomi|370786 Changyi
370800 Jining|370811 Rencheng|370812 Yanzhou|370826 Weishan|370827 Yutai|370828 Jinxiang|370829 Jiaxiang|370830 Wenshang|370831 Sishui|370832 Liangshan|370871 Jining High-tech Zone|370881 Qufu|370883 Zoucheng
370900 Tai'an|370902 Taishan|370911 Daiyue|370921 Ningyang|370923 Dongping|370982 Xintai|370983 Feicheng
371000 Weihai|371002 Huancui|371003 Wendeng|371071 Weihai Torch High-tech Zone|371072 Weihai Economic and Technological Development Zone|371073 Weihai Lingang Zone|371082 Rongcheng|371083 Rushan
371100 Rizhao|371102 Donggang|371103 Lanshan|371121 Wulian|371122 Ju County|371171 Rizhao Economic and Technological Development Zone
371300 Linyi|371302 Lanshan|371311 Luozhuang|371312 Hedong|371321 Yinan|371322 Tancheng|371323 Yishui|371324 Lanling|371325 Fei County|371326 Pingyi|371327 Junan|371328 Mengyin|371329 Linshu|371371 Linyi High-tech Zone
371400 Dezhou|371402 Decheng|371403 Lingcheng|371422 Ningjin|371423 Qingyun|371424 Linyi County|371425 Qihe|371426 Pingyuan|371427 Xiajin|371428 Wucheng|371471 Dezhou Tianqu New Area|371481 Leling|371482 Yucheng
371500 Liaocheng|371502 Dongchangfu|371503 Chiping|371521 Yanggu|371522 Shen County|371524 Dong'e|371525 Guan County|371526 Gaotang|371581 Linqing
371600 Binzhou|371602 Bincheng|371603 Zhanhua|371621 Huimin|371622 Yangxin|371623 Wudi|371625 Boxing|371681 Zouping
371700 Heze|371702 Mudan|371703 Dingtao|371721 Cao County|371722 Shan County|371723 Chengwu|371724 Juye|371725 Yuncheng|371726 Juancheng|371728 Dongming|371771 Heze Economic and Technological Development Zone|371772 Heze High-tech Zone`;

/** Code to English name. */
export const englishNames: ReadonlyMap<string, string> = new Map(
  table.split(/[\n|]/).filter((entry) => entry !== '').map((entry) => [entry.slice(0, 6), entry.slice(7)]),
);
