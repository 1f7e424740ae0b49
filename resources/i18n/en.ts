<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_TW">
 <context>
  <name>Browse</name>
  <message>
   <source>上一頁</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>下一頁</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>尚無商品資料</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>常用</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>請店長匯入商品目錄</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CartPanel</name>
  <message>
   <source>#{} · {} 件</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>保留</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>取回</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>尚無商品</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>折扣</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>掃描商品或會員條碼開始</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>收款</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>改價</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>本筆交易</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>清空</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>移除</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>退款</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChipBar</name>
  <message>
   <source>更多</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Errors</name>
  <message>
   <source>先輸入重量或數量</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>先輸入金額</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>先選擇原因</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>刷卡金額不能超過尚餘金額</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>可退金額已變動，請重新確認</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>品項太多，請分成兩筆</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>商品的稅別未設定，請店長處理</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密碼不符</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>密碼錯誤次數過多，{seconds} 秒後再試</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>尚未開班，請先開班</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>已收款項尚未處理，先完成或退回</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>已經開班</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>折扣超出範圍</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>收款中，先返回購物車再修改</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>數量最多三位小數</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>數量無法辨識</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>數量超出範圍</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>查無此識別證</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>款項尚未收足</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>款項已收足</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>此人員已停用</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>此人員沒有這個權限</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>無法完成這個動作（{code}）。已完成的交易都在</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>發生未預期的問題，已記錄。購物車保留著，請再試一次</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>磁碟已滿。已完成的交易都在，清出空間後再試一次</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>程式正在關閉，這個動作沒有執行</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>資料庫讀取失敗。已完成的交易都在，請通知店長</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>購物車是空的</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>退貨數量超過可退數量</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>這個動作需要店長核准</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>這筆交易已保留，先取回再收款</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>這筆保留的交易已被取回</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>金額超出範圍</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LineDelegate</name>
  <message>
   <source>單價 {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>退貨 {}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LineView</name>
  <message>
   <source>本筆交易的品項</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NumberPad</name>
  <message>
   <source>C 清除</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>取消</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>退格</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Role</name>
  <message>
   <source>取貨</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>店長</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>收銀</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ScanField</name>
  <message>
   <source>清除</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SellScreen</name>
  <message>
   <source>已加入 {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>已移除 {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>復原</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>掃描或搜尋</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>掃描或搜尋商品、會員、取貨碼、優惠券、收據</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>查無此條碼</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Shell</name>
  <message>
   <source>先回答對話框，再掃描</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>StatusPill</name>
  <message>
   <source>上傳中</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>已連線</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>待上傳</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>離線作業</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>需店長處理</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Stepper</name>
  <message>
   <source>加一件</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>增加</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>數量</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>減一件</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>減少</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TileModel</name>
  <message>
   <source>自訂價</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TileView</name>
  <message>
   <source>商品</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Toast</name>
  <message>
   <source>關閉</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>收銀 {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>設定</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>鎖定</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Totals</name>
  <message>
   <source>優惠</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>內含營業稅 {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>內含營業稅 {}% {}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>小計</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>折扣</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>營業稅</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>退貨</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Unit</name>
  <message>
   <source>件</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Who</name>
  <message>
   <source>目前人員 {}</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
